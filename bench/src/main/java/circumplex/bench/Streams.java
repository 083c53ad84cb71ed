package circumplex.bench;

import circumplex.bench.classifier.KilledRun;
import circumplex.bench.classifier.StreamTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a long stream of posts, one whose client does not read, and a file whose run is killed. */
@Command(
        name = "stream",
        description = "Sends posts through ClassifyStream, stops reading, and kills a run of classify --file.")
final class Streams implements Callable<Integer> {

    @Option(names = "--posts", defaultValue = "1000000", description = "Posts of the long stream (default ${DEFAULT-VALUE}).")
    private long posts;

    @Option(names = "--killed", defaultValue = "2000", description = "Posts of the file whose run is killed (default ${DEFAULT-VALUE}).")
    private int killed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/stream.md");

    @Override
    public Integer call() throws IOException {
        try (StreamTrial stream = new StreamTrial();
                KilledRun run = new KilledRun()) {
            StreamTrial.Result result = stream.run(posts, 100);
            long unread = stream.bytesWithoutReading();
            KilledRun.Result file = run.run(killed);
            new Report("Streams of posts", "./circumplex bench stream --posts " + posts + " --killed " + killed)
                    .text("Posts of about 240 characters, all different, in batches of 100 through one stream of classifier-svc with the embedded"
                            + " scorer, an H2 file and the heap of production; the client is that of classify --file, in the process of the bench.")
                    .text("")
                    .table(
                            List.of("a long stream", "figure"),
                            List.of(
                                    List.of("posts scored, of " + posts, Long.toString(result.scored())),
                                    List.of("posts a second", number(result.scored() / result.seconds())),
                                    List.of("heap of the service at the fullest of 50 looks, garbage included", number(result.mostHeap()) + " MiB"),
                                    List.of("resident memory of the service, the most", number(result.footprint().peak()) + " MiB"),
                                    List.of("buffers of Netty at the end", number(result.footprint().netty()) + " MiB")))
                    .text("A client that sends posts of 2,900 characters and reads no answer: what it gets rid of lies in both processes and in"
                            + " the sockets between them. A stream that was not held back would take all 64 MiB that it has.")
                    .text("")
                    .table(
                            List.of("a reader who reads nothing", "figure"),
                            List.of(List.of("sent before nothing more was taken", number(unread / 1048576.0) + " MiB")))
                    .text("`classify --file` with a fake model that is paid for each post, killed by SIGKILL when a third is written, half a line"
                            + " added to what it left, and run again.")
                    .text("")
                    .table(
                            List.of("a run that is killed", "figure"),
                            List.of(
                                    List.of("whole lines when it was killed", Integer.toString(file.linesWhenKilled())),
                                    List.of("lines in the end, each post once and in order, of " + killed, Integer.toString(file.lines())),
                                    List.of("of these scored by the model", Integer.toString(file.byModel())),
                                    List.of("calls of the model for them", Integer.toString(file.calls()))))
                    .write(out);
        }
        return 0;
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }
}
