package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.PostFiles;
import circumplex.cli.feed.platform.FeedFormat;
import circumplex.cli.feed.platform.Feeds;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which feed a command works on. */
final class FeedOption {

    private final Console console;

    @Option(
            names = "--feed",
            paramLabel = "FILE",
            description = "The posts, most engaging first: JSON Lines with at least \"id\" and \"text\", a feed response of Bluesky, or a"
                    + " request of the Prosocial Ranking Challenge; - reads standard input. Without it: the sample feed.")
    private @Nullable String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How --feed is written: jsonl, bluesky or prc. Without it the content decides.")
    private @Nullable FeedFormat format;

    FeedOption(Console console) {
        this.console = console;
    }

    /** Reads it to its end; what people should know of that goes to standard error. */
    FeedFile read() {
        if (file == null) {
            return FeedFile.sample();
        }
        Feeds.Read read = file.equals(PostFiles.STDIN)
                ? Feeds.read("standard input", console.in(), format)
                : Feeds.read(Path.of(file), format);
        read.notes().forEach(note -> console.err().println("circumplex: " + note));
        console.err().flush();
        return read.feed();
    }
}
