package circumplex.cli.feed.platform;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.PostFiles;
import circumplex.cli.feed.Printable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a feed in any of the formats, to its end. */
public final class Feeds {

    private Feeds() {}

    /**
     * A feed, with what people should know of how it was read.
     *
     * @param notes one sentence each; none repeats what a post says
     */
    public record Read(FeedFile feed, List<String> notes) {

        public Read {
            notes = List.copyOf(notes);
        }
    }

    /**
     * @param format null means that the content decides
     * @throws BadInput naming file, place and rule of the first mistake
     */
    public static Read read(Path file, @Nullable FeedFormat format) {
        return read(file.toString(), PostFiles.stream(file), format);
    }

    /**
     * As {@link #read(Path, FeedFormat)}, from a stream that is closed at the end.
     *
     * @param name what messages call the stream
     */
    public static Read read(String name, InputStream stream, @Nullable FeedFormat format) {
        try (BufferedInputStream content = new BufferedInputStream(stream, FormatDetection.LOOK_BYTES)) {
            FeedFormat known = format == null ? FormatDetection.of(content) : format;
            return switch (known) {
                case JSONL -> new Read(FeedFile.read(name, content), List.of());
                case BLUESKY -> new FeedDocument(name, "feed", BlueskyItem::read).read(content);
                case PRC -> new FeedDocument(name, "items", ChallengeItem::read).read(content);
            };
        } catch (IOException e) {
            throw new BadInput(Printable.oneLine(name) + ": cannot be read (" + Printable.oneLine(String.valueOf(e.getMessage())) + ")", e);
        }
    }
}
