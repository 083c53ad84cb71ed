package circumplex.cli.models;

import circumplex.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators do with models; the work is below it. */
@Command(
        name = "models",
        description = "Imports data, trains and judges models, and decides which one is in production. Each of the commands below takes --json.")
public final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Adds the commands below {@code models}. */
    public static void addTo(CommandLine models, Console console) {
        models.addSubcommand(new ListModels(console))
                .addSubcommand(new GetModel(console))
                .addSubcommand(new PromoteModel(console))
                .addSubcommand(new RollbackModel(console))
                .addSubcommand(new ShadowModel(console))
                .addSubcommand(new ListPromotions(console))
                .addSubcommand(new ImportDataset(console))
                .addSubcommand(new StartTraining(console))
                .addSubcommand(new EvaluateModel(console))
                .addSubcommand(new WatchTraining(console))
                .addSubcommand(new CancelTraining(console));
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a command: list, get, promote, rollback, shadow, history, import, train, evaluate, watch or cancel");
    }
}
