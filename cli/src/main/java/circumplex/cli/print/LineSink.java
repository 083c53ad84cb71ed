package circumplex.cli.print;

import circumplex.cli.feed.BadInput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where lines go: a stream, or a file that appears as a whole or not at all. */
public final class LineSink implements AutoCloseable {

    private final Writer writer;
    private final @Nullable Replacement replacement;

    private LineSink(Writer writer, @Nullable Replacement replacement) {
        this.writer = writer;
        this.replacement = replacement;
    }

    /** A file being written beside the one that it will become. */
    private record Replacement(FileChannel channel, Path part, Path target) {}

    public static LineSink of(PrintWriter out) {
        return new LineSink(out, null);
    }

    /**
     * Writes beside {@code target}; {@link #finish} renames.
     *
     * @throws BadInput if nothing can be written there
     */
    public static LineSink replacing(Path target) {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new BadInput("--out: " + target + " is not a regular file; leave --out away to write to standard output");
        }
        Path part = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            part.toFile().deleteOnExit();
            Writer writer = new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
            return new LineSink(writer, new Replacement(channel, part, target));
        } catch (IOException e) {
            throw new BadInput("--out: " + part + " cannot be made; check that the folder exists and may be written to", e);
        }
    }

    public void write(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    /** Makes everything that was written last, and puts it in its place. */
    public void finish() throws IOException {
        writer.flush();
        if (replacement != null) {
            replacement.channel().force(true);
            replacement.channel().close();
            Files.move(
                    replacement.part(),
                    replacement.target(),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Throws away what was not finished. */
    @Override
    public void close() throws IOException {
        if (replacement != null) {
            replacement.channel().close();
            Files.deleteIfExists(replacement.part());
        }
    }
}
