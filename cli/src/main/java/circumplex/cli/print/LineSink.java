package circumplex.cli.print;

import circumplex.cli.feed.BadInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where lines go: a stream, or a file that appears when all lines are in it. Until then they are in a file beside it, which a later run of
 * the same work goes on with.
 */
public final class LineSink implements AutoCloseable {

    private final Writer writer;
    private final @Nullable Replacement replacement;
    private final long linesBefore;

    private LineSink(Writer writer, @Nullable Replacement replacement, long linesBefore) {
        this.writer = writer;
        this.replacement = replacement;
        this.linesBefore = linesBefore;
    }

    /** A file being written beside the one that it will become. */
    private record Replacement(FileChannel channel, Path part, Path target) {}

    public static LineSink of(PrintWriter out) {
        return new LineSink(out, null, 0);
    }

    /**
     * Writes beside {@code target}; {@link #finish} renames. What an earlier run with the same {@code work} left is cut back to its last
     * whole line and gone on with.
     *
     * @param work names what is written: the same lines in the same order, whoever writes them
     * @throws BadInput if nothing can be written there, or another process does
     */
    public static LineSink continuing(Path target, String work) {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new BadInput("--out: " + target + " is not a regular file; leave --out away to write to standard output");
        }
        Path part = target.resolveSibling("." + target.getFileName() + "." + work + ".part");
        try {
            FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new BadInput("--out: another process writes " + part + "; wait for its end");
            }
            long lines = cutBack(channel);
            Writer writer = new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16);
            return new LineSink(writer, new Replacement(channel, part, target), lines);
        } catch (IOException e) {
            throw new BadInput("--out: " + part + " cannot be made; check that the folder exists and may be written to", e);
        }
    }

    /** How many lines were there before this run. */
    public long linesBefore() {
        return linesBefore;
    }

    public void write(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    /** Gives what was written to the system, so that it outlives this process. */
    public void flush() throws IOException {
        writer.flush();
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

    /** Leaves what was not finished for a later run, unless there is nothing. */
    @Override
    public void close() throws IOException {
        if (replacement != null && replacement.channel().isOpen()) {
            writer.flush();
            boolean empty = replacement.channel().size() == 0;
            replacement.channel().close();
            if (empty) {
                Files.deleteIfExists(replacement.part());
            }
        }
    }

    /** For as long as the channel is open. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Cuts off what follows the last line break, goes to the end, and counts the lines. */
    private static long cutBack(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long lines = 0;
        long whole = 0;
        long position = 0;
        while (channel.read(buffer.clear()) >= 0) {
            buffer.flip();
            for (; buffer.hasRemaining(); position++) {
                if (buffer.get() == '\n') {
                    lines++;
                    whole = position + 1;
                }
            }
        }
        channel.truncate(whole);
        channel.position(whole);
        return lines;
    }
}
