package circumplex.cli;

import circumplex.cli.models.ModelsCommand;
import circumplex.cli.operate.DoctorCommand;
import circumplex.cli.operate.DownCommand;
import circumplex.cli.operate.StatusCommand;
import circumplex.cli.operate.UpCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code circumplex}. */
@Command(
        name = "circumplex",
        description = "Re-ranks social feeds by the human values a person chooses, as that person perceives them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:doctor found something that fails",
            "2:what was typed or is in a file cannot be used; the message names the place",
            "3:a service cannot be reached or started, or did not answer in time; status: not all services serve",
            "4:a service refused the request; the message names reason and field",
            "70:a defect of this program or of a service",
            "74:the output could not be written",
            "78:the script circumplex found no JDK or no Maven, or the build failed"
        })
public final class Circumplex implements Runnable {

    private static final String SCRIPT_COMMANDS_HEADING = "%nFurther commands of the script circumplex:%n";

    /** Programs of other modules that the script starts before this one is reached. */
    private static final String[] SCRIPT_COMMANDS = {
        "  bench              Measures, and tries the promises on real processes.",
        "  simulate           Shows ranking policies on simulated people.",
        "  train              Trains calibrators.",
        "  evaluate           Judges calibrators on people that they have not seen.",
        "  twin               Writes a synthetic twin of the study's data.",
        "  wrong-labels       Says what wrong labels cost.",
        "  train-scorer       Trains the embedded model that scores texts.",
        "  embedded-scores    Writes the embedded model's scores of texts, for twin --measure.",
        "  calibrate-cascade  Learns when the embedded model may answer without the language model.",
        "  align-scorer       Learns the way from the embedded model's scale to the language model's.",
        "  scores             Exports or imports the scores that are stored.",
        "  probe              Calls every RPC once.",
        "  proto-lint, proto-breaking, proto-baseline",
        "                     Check the contract.",
    };

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Circumplex() {}

    /** Exits with one of the codes that {@code --help} lists. */
    public static void main(String[] args) {
        // Libraries log to standard error, which carries one line of ours; what they know of a failure is in its status.
        LogManager.getLogManager().reset();
        Console console = Console.of(
                System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), System.getenv());
        int code = commandLine(console).execute(args);
        if (!console.delivered() && code == ExitCodes.OK) {
            console.err().println("circumplex: the output could not be written; check that there is room and that nobody closed it");
            code = ExitCodes.OUTPUT;
        }
        console.err().flush();
        System.exit(code);
    }

    static CommandLine commandLine(Console console) {
        CommandLine models = new CommandLine(new ModelsCommand());
        CommandLine commands = new CommandLine(new Circumplex())
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new RankCommand(console))
                .addSubcommand(new ClassifyCommand(console))
                .addSubcommand(new AnnotateCommand(console))
                .addSubcommand(new SuggestCommand(console))
                .addSubcommand(new UpCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new DownCommand(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(models);
        // Once it is below the program, so that the commands below it inherit the options of all.
        ModelsCommand.addTo(models, console);
        // Afterwards, so that the commands above do not inherit it.
        commands.getCommandSpec().usageMessage().footerHeading(SCRIPT_COMMANDS_HEADING).footer(SCRIPT_COMMANDS);
        Failures failures = new Failures(console.err());
        return commands.setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setDefaultValueProvider(new EnvironmentDefaults(console.environment()))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a command: demo, rank, classify, annotate, suggest, up, status, down, doctor or models");
    }
}
