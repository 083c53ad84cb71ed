package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListModelsResponse;
import com.google.protobuf.util.Timestamps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists models. */
@Command(name = "list", description = "Lists the models, the latest first; * is in production. At most the latest hundred.")
final class ListModels implements Callable<Integer> {

    private static final int MOST = 100;

    @Mixin
    private RegistryOptions registry;

    ListModels(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            ListModelsResponse answer = models.list(ListModelsRequest.newBuilder().setPageSize(MOST).build());
            registry.print(answer, () -> print(answer));
        });
        return ExitCodes.OK;
    }

    private void print(ListModelsResponse answer) {
        answer.getModelsList().forEach(model -> registry.console().out().printf(
                "%s %s  %s  %s%s%n",
                model.getCurrent() ? "*" : " ",
                model.getModelId(),
                Timestamps.toString(model.getCreateTime()),
                String.join(" + ", model.getScorerIdsList()),
                model.getShared() ? "  (shared)" : ""));
        if (answer.getPointer().getModelId().isEmpty() || !answer.getPointer().getServedHere()) {
            registry.console().out().println(PointerText.of(answer.getPointer()));
        }
    }
}
