package circumplex.bench;

import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.bench.training.Commands;
import circumplex.bench.training.Commands.Run;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a training on as many annotations as the study's takes, and how long the way of the researchers' guide is. */
@Command(
        name = "training",
        description = "Trains on a synthetic twin of 32,370 annotations and takes the way of docs/researchers.md, from a CSV to a promoted model.")
final class Training implements Callable<Integer> {

    private static final int TOO_LARGE = 1;
    private static final double MOST_MEBIBYTES = 2048;
    private static final int MOST_SECONDS = 60;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the twin (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/training.md");

    @Override
    public Integer call() throws IOException {
        try (TrialFolder folder = TrialFolder.create()) {
            Files.createDirectories(folder.of("logs"));
            Commands commands = new Commands(folder.of("logs"));
            String csv = folder.of("twin.csv").toString();
            List<Run> way = new ArrayList<>();
            way.add(commands.research("./circumplex twin --seed " + seed + " --out twin.csv", "twin", "--seed=" + seed, "--out=" + csv));
            Run closed = commands.research(
                    "./circumplex train --data twin.csv --licence … --out models",
                    "train",
                    "--data=" + csv,
                    "--licence=Apache-2.0, synthetic",
                    "--out=" + folder.of("models"));
            way.add(closed);
            String model = closed.found("model (\\S+)");
            way.add(commands.research(
                    "./circumplex evaluate --data twin.csv --model models/ID --out report",
                    "evaluate",
                    "--data=" + csv,
                    "--model=" + model,
                    "--out=" + folder.of("report")));
            way.addAll(throughTheService(commands, folder, csv));
            Run network = commands.research(
                    "./circumplex train --data twin.csv --spec '{\"kind\": \"network\"}' --out models",
                    "train",
                    "--data=" + csv,
                    "--spec={\"kind\": \"network\"}",
                    "--out=" + folder.of("models"));
            return report(way, List.of(closed, network));
        }
    }

    private static List<Run> throughTheService(Commands commands, TrialFolder folder, String csv) {
        List<Run> way = new ArrayList<>();
        try (Replica personalizer = new Replica(
                Distribution.ofThisProgram(JvmProfile.LASTING), ServiceName.PERSONALIZER, folder.of("service"), Map.of())) {
            long began = System.nanoTime();
            personalizer.start();
            way.add(new Run("./circumplex up (the personalizer alone)", (System.nanoTime() - began) / 1e9, ""));
            String address = "--personalizer=" + personalizer.address();
            Run imported = commands.models(
                    "./circumplex models import twin.csv --licence …", address, "import", csv, "--licence=Apache-2.0, synthetic");
            way.add(imported);
            Run queued = commands.models("./circumplex models train DATASET", address, "train", imported.found("([0-9a-f]{64})"));
            way.add(queued);
            Run watched = commands.models("./circumplex models watch JOB", address, "watch", queued.found("(\\S+)"));
            way.add(watched);
            way.add(commands.models("./circumplex models promote MODEL", address, "promote", watched.found("model ([0-9a-f]{64})")));
        }
        return way;
    }

    private int report(List<Run> way, List<Run> trainings) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean fits = true;
        for (Run training : trainings) {
            double mebibytes = Double.parseDouble(training.found("at most ([0-9]+) MiB"));
            fits &= mebibytes < MOST_MEBIBYTES;
            rows.add(List.of(
                    "`" + training.command() + "`",
                    training.found("trained in ([0-9.]+) s"),
                    training.found("judged in ([0-9.]+) s"),
                    training.found("([0-9.]+) s of processor"),
                    number("%.0f", mebibytes) + (mebibytes < MOST_MEBIBYTES ? "" : " (too much)")));
        }
        double minutes = way.stream().mapToDouble(Run::seconds).sum() / 60;
        new Report("Training, and the way from a CSV to a promoted model", "./circumplex bench training --seed " + seed)
                .text("Each command is a process of its own. The limits are " + MOST_SECONDS + " s of training on 2 cores, which is for the reader to"
                        + " compare, and " + number("%.0f", MOST_MEBIBYTES) + " MiB, which the exit code is about. Judging trains a second model on"
                        + " one fold and asks it and the baselines.")
                .text("")
                .table(List.of("training on 32,370 annotations", "read and trained, s", "judged, s", "processor time, s", "MiB resident at most"), rows)
                .text("The way of [docs/researchers.md](../researchers.md), one command after the other, " + number("%.1f", minutes)
                        + " minutes in all:")
                .text("")
                .table(
                        List.of("command", "s"),
                        way.stream().map(run -> List.of("`" + run.command() + "`", number("%.1f", run.seconds()))).toList())
                .write(out);
        return fits ? 0 : TOO_LARGE;
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
