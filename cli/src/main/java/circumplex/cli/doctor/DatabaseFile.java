package circumplex.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database file of H2, as far as it can be judged without H2: it begins with two copies of a header, each with a checksum, and the
 * engine needs one of them. What is behind the header is not looked at.
 */
final class DatabaseFile {

    /** What can be told. */
    enum State {
        /** A process has it open. */
        IN_USE,
        WHOLE,
        BROKEN
    }

    private static final int BLOCK = 4096;
    private static final Pattern HEADER = Pattern.compile("(H:[0-9].*),fletcher:([0-9a-f]{1,8})\n.*", Pattern.DOTALL);

    private DatabaseFile() {}

    static State look(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // A shared lock for a moment: the engine holds an exclusive one as long as it has the file open.
            try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                if (lock == null) {
                    return State.IN_USE;
                }
                return isHeader(channel, 0) || isHeader(channel, BLOCK) ? State.WHOLE : State.BROKEN;
            }
        }
    }

    private static boolean isHeader(FileChannel channel, long position) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (block.hasRemaining()) {
            if (channel.read(block, position + block.position()) < 0) {
                return false;
            }
        }
        Matcher header = HEADER.matcher(new String(block.array(), StandardCharsets.ISO_8859_1));
        return header.matches() && Integer.parseUnsignedInt(header.group(2), 16) == checksum(header.group(1).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Fletcher's checksum of 32 bits over pairs of bytes, the first of a pair the higher; an odd last byte stands before a zero. */
    static int checksum(byte[] bytes) {
        int low = 0xFFFF;
        int high = 0xFFFF;
        for (int i = 0; i < bytes.length; ) {
            // So many pairs fit before a sum can overflow.
            for (int end = Math.min(i + 720, bytes.length); i < end; i += 2) {
                int second = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
                low += (bytes[i] & 0xFF) << 8 | second;
                high += low;
            }
            low = (low & 0xFFFF) + (low >>> 16);
            high = (high & 0xFFFF) + (high >>> 16);
        }
        low = (low & 0xFFFF) + (low >>> 16);
        high = (high & 0xFFFF) + (high >>> 16);
        return high << 16 | low;
    }
}
