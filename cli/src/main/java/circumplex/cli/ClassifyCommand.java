package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.Post;
import circumplex.cli.feed.PostFiles;
import circumplex.cli.feed.PostSource;
import circumplex.cli.feed.PostText;
import circumplex.cli.print.LineSink;
import circumplex.cli.print.Scores;
import circumplex.cli.services.ServiceError;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores posts, one from the command line or a file of any length. */
@Command(name = "classify", description = "Scores how strongly posts express values, from 0 to 6.")
final class ClassifyCommand implements Callable<Integer> {

    /** Lines with mistakes that are named one by one. */
    private static final int NAMED_LINES = 20;

    /** What to score; exactly one of the two. */
    static final class What {
        @Parameters(paramLabel = "TEXT", description = "What one post says.")
        private @Nullable String text;

        @Option(
                names = "--file",
                paramLabel = "POSTS",
                description = "JSON Lines with \"id\" and \"text\", of any length; - reads standard input. The scores come as JSON"
                        + " Lines in the same order.")
        private @Nullable String file;
    }

    private final Console console;

    @Mixin
    private ClassifierOptions classifier;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--out",
            paramLabel = "SCORES",
            description = "Where the scores of --file go: a file that appears when all posts are scored. Else standard output."
                    + " A run that was cut short is gone on with by the same command.")
    private @Nullable Path out;

    @Option(
            names = "--skip-bad-lines",
            description = "Leave out the lines of --file that cannot be used; they are named. Else nothing is scored.")
    private boolean skipBadLines;

    @Option(names = "--json", description = "Print the scores of TEXT as JSON; those of a file always are.")
    private boolean json;

    ClassifyCommand(Console console) {
        this.console = console;
        this.classifier = new ClassifierOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        if (what.file == null) {
            classifyText(String.valueOf(what.text));
        } else {
            classifyFile(what.file);
        }
        return ExitCodes.OK;
    }

    private void classifyText(String text) throws Exception {
        if (out != null || skipBadLines) {
            throw new BadInput((out == null ? "--skip-bad-lines" : "--out") + ": goes with --file only");
        }
        PostText.requireCharacters("TEXT", text);
        PostText.requireLength("TEXT", text);
        classifier.with(client -> {
            Scores scores = new PostBatches(client).classify(List.of(Post.of("text", text))).get(0);
            if (json) {
                console.out().println(scores.toJson());
            } else {
                scores.print(console.out());
            }
        });
    }

    private void classifyFile(String file) throws Exception {
        try (PostSource posts = file.equals(PostFiles.STDIN) ? PostSource.spooled(console.in()) : PostSource.of(Path.of(file))) {
            long count = usable(posts);
            if (out != null && posts.isFile(out)) {
                throw new BadInput("--out: is the file of --file; name another");
            }
            try (LineSink sink = out == null ? LineSink.of(console.out()) : LineSink.continuing(out, posts.digest().substring(0, 16))) {
                Progress progress = new Progress(console.err(), count, sink.linesBefore(), System::nanoTime);
                classifier.with(client -> new PostBatches(client).classifyAll(posts, sink, progress));
                sink.finish();
            } catch (ServiceError e) {
                if (out != null) {
                    console.err().println("circumplex: what is scored is kept; the same command goes on after it");
                }
                throw e;
            }
        }
    }

    /** How many posts can be scored; says which lines cannot. */
    private long usable(PostSource posts) {
        long[] bad = new long[1];
        long count = posts.check(mistake -> {
            if (++bad[0] <= NAMED_LINES) {
                console.err().println("circumplex: " + mistake.getMessage());
            }
        });
        if (bad[0] > NAMED_LINES) {
            console.err().println("circumplex: and " + (bad[0] - NAMED_LINES) + " more");
        }
        console.err().flush();
        if (bad[0] > 0 && !skipBadLines) {
            throw new BadInput(posts.name() + ": " + bad[0] + (bad[0] == 1 ? " line" : " lines")
                    + " cannot be used; mend the file, or leave them out with --skip-bad-lines");
        }
        return count;
    }
}
