package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.RollbackModelRequest;
import circumplex.personalizer.v1.RollbackModelResponse;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Undoes a promotion. */
@Command(name = "rollback", description = "Puts the model back into production that was there before the current one.")
final class RollbackModel implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
    private String reason = "";

    RollbackModel(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            RollbackModelResponse answer = models.rollBack(RollbackModelRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setReason(reason)
                    .build());
            registry.print(answer, () -> registry.console().out().println(PointerText.of(answer.getPointer())));
        });
        return ExitCodes.OK;
    }
}
