package circumplex.classifier.cascade;

import circumplex.classifier.budget.Cost;
import circumplex.classifier.budget.GetUsage;
import circumplex.classifier.command.BadUsage;
import circumplex.classifier.command.Options;
import circumplex.kit.ServiceProcess;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.model.BadModel;
import circumplex.model.align.ScoreAlignment;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * What can be learnt from posts that both scorers scored: {@code calibrate-cascade --posts FILE --out FILE [--rate R]} writes when the quick
 * scorer may answer alone, {@code align-scorer --posts FILE --out FILE} writes the way from its scale to that of the language model. Posts
 * are lines of JSON with a {@code text}, or texts. They are sent to the language model that is configured. What that costs is printed and
 * counts against no tenant; one run may cost what a tenant may spend in a day.
 */
public final class CompareScorers {

    private static final int USAGE = 64;
    private static final int DATA = 65;
    private static final int CONFIGURATION = 78;
    private static final double DEFAULT_RATE = 0.1;
    private static final String CASCADE = "calibrate-cascade";
    private static final String ALIGN = "align-scorer";

    /** Posts that lie together in the file are often of one source; half of them must look like the other half. */
    private static final long SEED = 1;

    private CompareScorers() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, Map.of(), System.out, System.err));
    }

    /**
     * The exit code.
     *
     * @param more settings that win over those of the environment
     */
    static int run(String[] args, Map<String, Object> more, PrintStream out, PrintStream err) throws InterruptedException {
        boolean cascade = args.length > 0 && args[0].equals(CASCADE);
        String command = cascade ? CASCADE : ALIGN;
        try {
            if (args.length == 0 || !(cascade || args[0].equals(ALIGN))) {
                throw new BadUsage("the first word is " + CASCADE + " or " + ALIGN);
            }
            Options options = Options.read(
                    List.of(args).subList(1, args.length), cascade ? Set.of("--posts", "--out", "--rate") : Set.of("--posts", "--out"));
            return run(cascade, options, more, out, err);
        } catch (BadUsage e) {
            err.println(command + ": " + e.getMessage());
            err.println(command + " --posts FILE --out FILE" + (cascade ? " [--rate " + DEFAULT_RATE + "]" : ""));
            return USAGE;
        }
    }

    private static int run(boolean cascade, Options options, Map<String, Object> more, PrintStream out, PrintStream err)
            throws InterruptedException {
        Path posts = options.file("--posts", "it names a file of posts, a line each");
        Path file = options.path("--out", "it names the file to write");
        double rate = options.between("--rate", 0, 1, DEFAULT_RATE);
        Map<String, Object> settings = settings();
        settings.putAll(more);
        try {
            List<String> texts = read(posts);
            // Nothing is paid for what cannot be kept.
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new BadModel("--out: there is no folder for " + file);
            }
            try (ServiceProcess process = ServiceProcess.start("classifier-svc", settings)) {
                BothScorers both = process.bean(BothScorers.class);
                BothScorers.Scores scores = both.score(texts, cascade ? CascadeRule.MIN_POSTS : ScoreAlignment.MIN_POSTS);
                out.printf(Locale.ROOT, "%d posts scored by both, %d left out%n", scores.quick().size(), scores.left());
                printCost(process.bean(GetUsage.class).of(BothScorers.TENANT, Optional.empty()), scores.spent(), out);
                Files.write(file, cascade ? cascade(both, scores, rate, out) : alignment(both, scores, out));
            }
            out.printf("written to %s%n", file);
            return 0;
        } catch (ConfigurationProblem e) {
            err.println(e.getMessage());
            return CONFIGURATION;
        } catch (BadModel e) {
            err.println(e.getMessage());
            return DATA;
        } catch (IOException e) {
            err.println("cannot read --posts or write --out: " + e);
            return DATA;
        }
    }

    /** What is reserved for calls whose end is not booked yet counts as used. */
    private static void printCost(GetUsage.Answer usage, boolean spent, PrintStream out) {
        Cost used = usage.usage().used();
        Cost reserved = usage.usage().reserved();
        out.printf(
                Locale.ROOT,
                "asked %d times: %d tokens, %.6f US dollars, counted against no tenant%n",
                usage.usage().calls(),
                used.tokens() + reserved.tokens(),
                (used.microDollars() + reserved.microDollars()) / 1e6);
        if (spent) {
            out.printf(
                    Locale.ROOT,
                    "the limit of one run is reached (%d tokens, %.6f US dollars: LLM_DAILY_TOKENS, LLM_DAILY_MICRO_DOLLARS)%n",
                    usage.limit().tokens(),
                    usage.limit().microDollars() / 1e6);
        }
    }

    private static byte[] cascade(BothScorers both, BothScorers.Scores scores, double rate, PrintStream out) {
        CascadeRule rule = CascadeRule.fit(scores.quickId(), scores.otherId(), scores.quick(), scores.other(), rate);
        out.printf(
                Locale.ROOT,
                "%s answers %.1f %% of posts alone; %.1f %% of those have a value that %s scores more than %.1f away%n",
                rule.quickId(), 100 * rule.answered(), 100 * rule.statedRate(), rule.otherId(), CascadeRule.TOLERANCE);
        return rule.bytes(both.set());
    }

    private static byte[] alignment(BothScorers both, BothScorers.Scores scores, PrintStream out) {
        ScoreAlignment alignment =
                ScoreAlignment.fit(both.set(), scores.quickId(), scores.otherId(), scores.quick(), scores.other());
        out.printf(Locale.ROOT, "%s, from %d posts%n", alignment, alignment.posts());
        return alignment.bytes();
    }

    /** A service that nobody calls, with a database of its own: the one of the installation may be open. */
    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("grpc.server.host", "127.0.0.1");
        settings.put("grpc.server.port", 0);
        settings.put("circumplex.metrics.port", -1);
        settings.put("circumplex.admin.port", -1);
        settings.put("circumplex.drain.quiet-millis", 0);
        settings.put("circumplex.classifier.scorer", "embedded");
        settings.put(
                "datasources.default.url",
                "jdbc:h2:mem:compare-" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        return settings;
    }

    private static List<String> read(Path file) throws IOException {
        List<String> posts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            posts.add(line.startsWith("{") ? text(line, posts.size() + 1) : line);
        }
        Collections.shuffle(posts, new Random(SEED));
        return posts;
    }

    private static String text(String line, int number) {
        try {
            JsonElement text = JsonParser.parseString(line).getAsJsonObject().get("text");
            if (text != null && text.isJsonPrimitive()) {
                return text.getAsString();
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new BadModel("--posts: line " + number + " is no JSON object", e);
        }
        throw new BadModel("--posts: line " + number + " has no \"text\" that is a string");
    }
}
