package circumplex.cli.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * A file of posts of any length that is read twice: once to check every line before a service sees the first, and once to work.
 * Standard input is copied to a temporary file for that.
 */
public final class PostSource implements AutoCloseable {

    private final String name;
    private final Path file;
    private final boolean temporary;

    private PostSource(String name, Path file, boolean temporary) {
        this.name = name;
        this.file = file;
        this.temporary = temporary;
    }

    public static PostSource of(Path file) {
        return new PostSource(file.toString(), file, false);
    }

    /** Reads {@code in} to its end. */
    public static PostSource spooled(InputStream in) throws IOException {
        Path file = Files.createTempFile("circumplex-posts-", ".jsonl");
        file.toFile().deleteOnExit();
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return new PostSource("standard input", file, true);
    }

    /** Reads the lines without a mistake; {@link #check} has told of the others. */
    public PostReader open() {
        return PostFiles.open(name, file, mistake -> {});
    }

    /**
     * How many posts it has.
     *
     * @param mistakes gets each mistake, naming file, line and field
     */
    public long check(Consumer<BadInput> mistakes) {
        long posts = 0;
        try (PostReader reader = PostFiles.open(name, file, mistakes)) {
            while (reader.next() != null) {
                posts++;
            }
        }
        return posts;
    }

    /** SHA-256 of its bytes, in hexadecimal: another file has another. */
    public String digest() throws IOException {
        try (InputStream bytes = PostFiles.stream(name, file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** As messages call it. */
    public String name() {
        return Printable.oneLine(name);
    }

    public boolean isFile(Path other) throws IOException {
        return Files.exists(other) && Files.isSameFile(file, other);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
