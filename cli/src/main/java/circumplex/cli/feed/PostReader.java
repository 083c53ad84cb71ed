package circumplex.cli.feed;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts one by one, as strictly as a file must be read that somebody ranks by. Blank lines are skipped, a byte-order mark
 * at the start is accepted, and every mistake is a {@link BadInput} that begins with {@code file:line:}.
 */
public final class PostReader implements AutoCloseable {

    /** Longer lines are refused unread; the longest post, all in escapes, takes a tenth of it. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final InputStream stream;
    private final Consumer<BadInput> mistakes;
    private final Map<String, Integer> lineById = new HashMap<>();
    private int line;

    /** @param file the name to use in messages */
    public PostReader(String file, InputStream stream) {
        this(file, stream, mistake -> {
            throw mistake;
        });
    }

    /** @param mistakes gets the mistake of every line that has one; the line is left out unless this throws */
    PostReader(String file, InputStream stream, Consumer<BadInput> mistakes) {
        this.file = Printable.oneLine(file);
        this.stream = new BufferedInputStream(stream);
        this.mistakes = mistakes;
    }

    /**
     * The next post; null at the end. A line that breaks a rule, or whose id was on an earlier line, is a mistake.
     *
     * @throws BadInput if the file cannot be read, or what the reader was made with throws it at a mistake
     */
    public @Nullable Post next() {
        for (byte[] bytes = nextLine(); bytes != null; bytes = nextLine()) {
            try {
                String text = decode(bytes);
                if (!text.isBlank()) {
                    return unique(parse(text));
                }
            } catch (BadInput e) {
                mistakes.accept(e);
            }
        }
        return null;
    }

    /** {@code problem} at the line that was read last. */
    public BadInput mistake(String problem) {
        return new BadInput(file + ":" + line + ": " + problem);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Post parse(String text) {
        try {
            return PostLine.parse(text);
        } catch (BadInput e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    private Post unique(Post post) {
        Integer earlier = lineById.putIfAbsent(post.id(), line);
        if (earlier != null) {
            throw mistake("id: '" + Printable.preview(post.id(), 60) + "' is already on line " + earlier + "; ids must be unique");
        }
        return post;
    }

    private String decode(byte[] bytes) {
        if (bytes.length > MAX_LINE_BYTES) {
            throw mistake("is longer than " + MAX_LINE_BYTES + " bytes; every line is one post");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw mistake("is not UTF-8; save the file as UTF-8");
        }
    }

    private byte @Nullable [] nextLine() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        line++;
        try {
            int next = stream.read();
            if (next < 0) {
                return null;
            }
            for (; next >= 0 && next != '\n'; next = stream.read()) {
                // One more says that it is too long; the others are read and forgotten.
                if (bytes.size() <= MAX_LINE_BYTES) {
                    bytes.write(next);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return bytes.toByteArray();
    }

    private BadInput unreadable(IOException cause) {
        return new BadInput(file + ": cannot be read (" + Printable.oneLine(String.valueOf(cause.getMessage())) + ")", cause);
    }
}
