package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.cli.feed.BadInput;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.ImportDatasetResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file of annotations. */
@Command(
        name = "import",
        description = "Imports annotations: the published table of \"Whose Values?\", or long form as CSV or Parquet. Prints the id of the data set.")
final class ImportDataset implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "TEXT", description = "What to call it on cards (default: the name of the file).")
    private String name = "";

    @Option(names = "--licence", required = true, paramLabel = "TEXT", description = "Terms that the data are given under.")
    private String licence = "";

    ImportDataset(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        DatasetHeader header = DatasetHeader.newBuilder()
                .setName(name.isEmpty() ? String.valueOf(file.getFileName()) : name)
                .setLicence(licence)
                .build();
        registry.with(models -> {
            try (InputStream content = open()) {
                ImportDatasetResponse answer = models.importDataset(header, content);
                registry.print(answer, () -> registry.console().out().printf(
                        "%s%n%d annotations of %d posts by %d people, scores by %s%s%n",
                        answer.getDataset().getDatasetId(),
                        answer.getDataset().getAnnotations(),
                        answer.getDataset().getPosts(),
                        answer.getDataset().getPeople(),
                        String.join(" and ", answer.getDataset().getScorerIdsList()),
                        answer.getExisted() ? "; it was there before" : ""));
            }
        });
        return ExitCodes.OK;
    }

    private InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new BadInput("FILE: " + file + " cannot be read", e);
        }
    }
}
