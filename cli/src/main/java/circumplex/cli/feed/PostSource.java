package circumplex.cli.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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

    public PostReader open() {
        return PostFiles.open(name, file);
    }

    /** @throws BadInput naming file, line and field of the first mistake */
    public void check() {
        try (PostReader reader = open()) {
            Post post = reader.next();
            while (post != null) {
                post = reader.next();
            }
        }
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
