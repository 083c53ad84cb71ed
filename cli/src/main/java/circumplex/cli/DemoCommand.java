package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.print.FeedJson;
import circumplex.cli.print.FeedRun;
import circumplex.cli.print.FeedTable;
import circumplex.cli.print.TopChanges;
import circumplex.cli.services.LocalServices;
import circumplex.values.ValueSets;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job on the sample feed, from nothing to a feed that follows what one person said. */
@Command(
        name = "demo",
        description = "Starts the four services on free ports with a temporary data folder, ranks the sample feed for two presets"
                + " and for one person before and after they annotate posts, and stops everything.")
final class DemoCommand implements Callable<Integer> {

    private static final int TOP = 10;

    private final Console console;

    @Option(names = "--json", description = "Print one JSON document instead of tables.")
    private boolean json;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FeedFile feed = FeedFile.sample();
        if (!json) {
            console.out().println("Starting classifier-svc, personalizer-svc, ranker-svc and gateway …");
            console.out().flush();
        }
        try (LocalServices services = LocalServices.forgetful()) {
            Demonstration shown = GatewayOptions.use(services.startAll(), gateway -> Demonstration.run(gateway, feed));
            if (json) {
                console.out().println(document(shown));
            } else {
                print(shown, console.out());
            }
        }
        return ExitCodes.OK;
    }

    static FeedJson document(Demonstration shown) {
        FeedJson document = new FeedJson();
        shown.presets().forEach(document::add);
        document.add(shown.before());
        shown.changed().write(document.add(shown.after()).putObject("annotations"));
        return document;
    }

    private static void print(Demonstration shown, PrintWriter out) {
        FeedTable table = new FeedTable(out);
        for (FeedRun preset : shown.presets()) {
            out.println();
            table.print(preset, TOP);
        }
        out.println();
        table.print(shown.before(), TOP);
        out.println();
        table.print(shown.after(), TOP);
        out.println();
        out.println("What the annotations changed");
        shown.changed().print(out, ValueSets.all().defaultSet());
        out.println("Moved in the top " + TOP + ", rank before → after:");
        TopChanges.between(shown.before(), shown.after(), TOP).print(out, shown.after());
    }
}
