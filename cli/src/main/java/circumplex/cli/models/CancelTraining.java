package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.TrainingJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a job. */
@Command(name = "cancel", description = "Ends a job, at once if it runs.")
final class CancelTraining implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    CancelTraining(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            TrainingJob now = models.cancel(job);
            registry.print(now, () -> registry.console().out().println(JobText.of(now)));
        });
        return ExitCodes.OK;
    }
}
