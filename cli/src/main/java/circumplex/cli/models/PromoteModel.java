package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.PromoteModelResponse;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a model into production. */
@Command(name = "promote", description = "Puts a model into production, if it is no worse than the one that is there.")
final class PromoteModel implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(paramLabel = "MODEL", description = "Id of the model, 64 hexadecimal digits.")
    private String model = "";

    @Option(names = "--force", description = "Past the gate; needs --reason.")
    private boolean force;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
    private String reason = "";

    PromoteModel(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            // Somebody else's promotion between the two calls is noticed by its etag.
            PromoteModelResponse answer = models.promote(PromoteModelRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setModelId(model)
                    .setEtag(models.get(model).getPointer().getEtag())
                    .setForce(force)
                    .setReason(reason)
                    .build());
            registry.print(answer, () -> {
                answer.getFindingsList().forEach(registry.console().out()::println);
                registry.console().out().println(PointerText.of(answer.getPointer()));
            });
        });
        return ExitCodes.OK;
    }
}
