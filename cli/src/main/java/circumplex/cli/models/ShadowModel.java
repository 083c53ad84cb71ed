package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.ShadowModelRequest;
import circumplex.personalizer.v1.ShadowModelResponse;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses the candidate. */
@Command(
        name = "shadow",
        description = "Asks a model a sample of the calls too, seen by nobody; 'get' shows how it differs. Without MODEL it ends that.")
final class ShadowModel implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Id of the model.")
    private String model = "";

    @Option(names = "--share", defaultValue = "0.1", description = "Share of the calls, above 0 to 1 (default ${DEFAULT-VALUE}).")
    private double share;

    ShadowModel(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            ShadowModelResponse answer = models.shadow(ShadowModelRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setModelId(model)
                    .setShare(share)
                    .build());
            registry.print(
                    answer, () -> registry.console().out().println(model.isEmpty() ? "no candidate" : model + " is the candidate"));
        });
        return ExitCodes.OK;
    }
}
