package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.PostFiles;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which feed a command works on. */
final class FeedOption {

    private final InputStream in;

    @Option(
            names = "--feed",
            paramLabel = "FILE",
            description = "JSON Lines, one post per line with at least \"id\" and \"text\", most engaging first; - reads standard"
                    + " input. Without it: the sample feed.")
    private @Nullable String file;

    FeedOption(Console console) {
        in = console.in();
    }

    /** Reads it to its end. */
    FeedFile read() {
        if (file == null) {
            return FeedFile.sample();
        }
        return file.equals(PostFiles.STDIN) ? FeedFile.read("standard input", in) : FeedFile.read(Path.of(file));
    }
}
