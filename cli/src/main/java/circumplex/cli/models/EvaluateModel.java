package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.EvaluateModelRequest;
import circumplex.personalizer.v1.TrainingJob;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queues an evaluation. */
@Command(name = "evaluate", description = "Judges a model on a data set in the service and prints the id of the job, which 'watch' takes.")
final class EvaluateModel implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Id of the model.")
    private String model = "";

    @Parameters(index = "1", paramLabel = "DATASET", description = "Id of the data set, which the model should not have learnt from.")
    private String dataset = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of supports and resampling (default ${DEFAULT-VALUE}).")
    private long seed;

    EvaluateModel(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            TrainingJob job = models.evaluate(EvaluateModelRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setModelId(model)
                    .setDatasetId(dataset)
                    .setSeed(seed)
                    .build());
            registry.print(job, () -> registry.console().out().println(job.getJobId()));
        });
        return ExitCodes.OK;
    }
}
