package circumplex.cli.models;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ModelEvaluation;
import circumplex.personalizer.v1.ShadowSummary;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one model. */
@Command(name = "get", description = "Shows a model's card and how it was judged.")
final class GetModel implements Callable<Integer> {

    @Mixin
    private RegistryOptions registry;

    @Parameters(paramLabel = "MODEL", description = "Id of the model, 64 hexadecimal digits.")
    private String model = "";

    GetModel(Console console) {
        registry = new RegistryOptions(console);
    }

    @Override
    public Integer call() throws Exception {
        registry.with(models -> {
            GetModelResponse answer = models.get(model);
            registry.print(answer, () -> print(answer));
        });
        return ExitCodes.OK;
    }

    private void print(GetModelResponse answer) {
        registry.console().out().println(answer.getCard().strip());
        answer.getEvaluationsList().forEach(this::print);
        if (answer.hasShadow()) {
            print(answer.getShadow());
        }
    }

    private void print(ShadowSummary shadow) {
        registry.console().out().printf(
                Locale.ROOT,
                "%nIn shadow: %d posts of %d calls compared, %d calls left out; candidate minus answer%n",
                shadow.getPosts(),
                shadow.getFeeds(),
                shadow.getSkipped());
        shadow.getValuesList().forEach(value -> registry.console().out().printf(
                Locale.ROOT, "  %-28s mean %+.3f  distance %.3f%n", value.getValueId(), value.getMeanDifference(), value.getMeanDistance()));
    }

    private void print(ModelEvaluation evaluation) {
        registry.console().out().printf(
                "%nOn data %s, protocol %s%s%n",
                evaluation.getDatasetId(),
                evaluation.getProtocol(),
                evaluation.getSeenInTraining() ? " (it has learnt from these data: the figures flatter it)" : "");
        evaluation.getFiguresList().forEach(figure -> registry.console().out().printf(
                Locale.ROOT,
                "  %-8s  k = %2d  %s  %.4f (%.4f to %.4f)%n",
                figure.getMeasure(),
                figure.getKnown(),
                figure.getActiveValues() == 0 ? "         " : String.format(Locale.ROOT, "%2d values", figure.getActiveValues()),
                figure.getMean(),
                figure.getLow(),
                figure.getHigh()));
    }
}
