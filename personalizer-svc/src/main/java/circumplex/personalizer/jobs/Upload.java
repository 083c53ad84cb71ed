package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.jobs.ImportDataset.Imported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/** A file that is arriving. Nothing of it stays unless it is finished. */
public final class Upload implements AutoCloseable {

    static final String UNFINISHED = ".upload-";

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest;
    private final long maxBytes;
    private final Runnable released;
    private final Function<Upload, Imported> finish;
    private long bytes;
    private String id = "";
    private boolean closed;

    Upload(Path folder, long maxBytes, Runnable released, Function<Upload, Imported> finish) {
        this.maxBytes = maxBytes;
        this.released = released;
        this.finish = finish;
        try {
            digest = MessageDigest.getInstance("SHA-256");
            Files.createDirectories(folder);
            file = Files.createTempFile(folder, UNFINISHED, "");
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @throws Refusal INVALID_REQUEST if the file gets too large */
    public void write(ByteBuffer content) {
        bytes += content.remaining();
        if (bytes > maxBytes) {
            throw Refusal.invalid("content", "dataset.bytes", "is a file of more than " + maxBytes + " bytes");
        }
        digest.update(content.duplicate());
        try {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    /** Checks the file and keeps it. */
    public Imported finish() {
        if (bytes == 0) {
            throw Refusal.invalid("content", "dataset", "is an empty file");
        }
        try {
            channel.force(true);
        } catch (IOException e) {
            throw full(e);
        }
        id = HexFormat.of().formatHex(digest.digest());
        return finish.apply(this);
    }

    /** Throws away what was not kept; once more changes nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        released.run();
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    /** SHA-256 of the whole file. */
    String id() {
        return id;
    }

    /** The file in its place and on disk. One of the same name is the same. */
    void moveTo(Path home) {
        try {
            Path folder = home.resolveSibling("");
            Files.createDirectories(folder);
            Files.move(file, home, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    /** What else can be wrong with a disk that was written to a moment ago. */
    private static Refusal full(IOException cause) {
        return Refusal.of(ErrorReason.ERROR_REASON_STORAGE_FULL, "The file cannot be kept: " + cause.getClass().getSimpleName() + ".");
    }
}
