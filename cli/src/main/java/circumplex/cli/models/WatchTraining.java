package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.personalizer.v1.TrainingJob;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows a job. */
@Command(name = "watch", description = "Follows a job to its end. Exit code 1 if it does not succeed.")
final class WatchTraining implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    WatchTraining(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        AtomicReference<TrainingJob> last = new AtomicReference<>(TrainingJob.getDefaultInstance());
        registry.with(models -> last.set(models.watch(job, this::print)));
        return JobText.exitCode(Objects.requireNonNull(last.get()));
    }

    private void print(TrainingJob now) {
        registry.print(now, () -> registry.console().out().println(JobText.of(now)));
        registry.console().out().flush();
    }
}
