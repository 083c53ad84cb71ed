package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.RecordedSource;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.TrainingJob;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queues a training. */
@Command(name = "train", description = "Trains a model in the service and prints the id of the job, which 'watch' takes.")
final class StartTraining implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    /** What to learn from. */
    static final class Source {

        @Parameters(paramLabel = "DATASET", description = "Id of the data set, as 'import' printed it.")
        private String dataset = "";

        @Option(
                names = "--recorded",
                required = true,
                description = "Learns from what the people of the tenant have annotated. Needs --base-model, or --scorer.")
        private boolean recorded;
    }

    @Option(
            names = "--base-model",
            paramLabel = "MODEL",
            description = "Instead of training anew: fits the population map of this model to the data, which needs 500 annotations;"
                    + " 'shipped' for the model that ships.")
    private String base = "";

    @Option(
            names = "--scorer",
            paramLabel = "ID",
            description = "A scorer whose scores the model takes, at most two (default: all of the data set, or those of the base model).")
    private List<String> scorers = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--set", paramLabel = "NAME=NUMBER", split = ",", description = "Settings of training, such as epochs=30,nets=3.")
    private Map<String, Double> settings = Map.of();

    StartTraining(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            StartTrainingRequest.Builder request = StartTrainingRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setBaseModelId(base)
                    .addAllScorerIds(scorers)
                    .setSeed(seed)
                    .putAllSettings(settings);
            if (source.recorded) {
                request.setRecorded(RecordedSource.getDefaultInstance());
            } else {
                request.setDatasetId(source.dataset);
            }
            TrainingJob job = models.train(request.build());
            registry.print(job, () -> registry.console().out().println(job.getJobId()));
        });
        return ExitCodes.OK;
    }
}
