package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.ListPromotionsRequest;
import circumplex.personalizer.v1.ListPromotionsResponse;
import com.google.protobuf.util.Timestamps;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what was in production when. */
@Command(name = "history", description = "Lists what was in production when, the latest first. At most the latest hundred.")
final class ListPromotions implements Callable<Integer> {

    private static final int MOST = 100;

    @Mixin
    private RegistryOptions registry;

    ListPromotions(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            ListPromotionsResponse answer = models.history(ListPromotionsRequest.newBuilder().setPageSize(MOST).build());
            registry.print(answer, () -> print(answer));
        });
        return ExitCodes.OK;
    }

    private void print(ListPromotionsResponse answer) {
        answer.getPromotionsList().forEach(move -> registry.console().out().printf(
                "%d  %s  %s  %s%s%n",
                move.getSequence(),
                Timestamps.toString(move.getCreateTime()),
                move.getModelId().isEmpty() ? "no model of the registry" : move.getModelId(),
                move.getKind().name().substring("PROMOTION_KIND_".length()).toLowerCase(Locale.ROOT).replace('_', ' '),
                move.getReason().isEmpty() ? "" : ": " + move.getReason()));
    }
}
