package circumplex.classifier.cascade;

import circumplex.kit.ConfigurationProblem;
import circumplex.kit.ServiceProcess;
import circumplex.model.BadModel;
import circumplex.model.align.ScoreAlignment;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What can be learnt from posts that both scorers scored: {@code calibrate-cascade --posts FILE --out FILE [--rate R]} writes when the quick
 * scorer may answer alone, {@code align-scorer --posts FILE --out FILE} writes the way from its scale to that of the language model. Posts
 * are lines of JSON with a {@code text}, or texts. They are sent to the language model that is configured, and what that costs is no part
 * of the budget of a service.
 */
public final class CompareScorers {

    private static final int USAGE = 64;
    private static final int DATA = 65;
    private static final int CONFIGURATION = 78;
    private static final String DEFAULT_RATE = "0.1";

    /** Posts that lie together in the file are often of one source; half of them must look like the other half. */
    private static final long SEED = 1;

    private CompareScorers() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = options(args);
        boolean cascade = args.length > 0 && args[0].equals("calibrate-cascade");
        String posts = options.get("--posts");
        String out = options.get("--out");
        if (!(cascade || (args.length > 0 && args[0].equals("align-scorer"))) || posts == null || out == null) {
            System.err.println("calibrate-cascade --posts FILE --out FILE [--rate " + DEFAULT_RATE + "], or align-scorer --posts FILE --out FILE");
            System.exit(USAGE);
            return;
        }
        try (ServiceProcess process = ServiceProcess.start("classifier-svc", settings())) {
            BothScorers both = process.bean(BothScorers.class);
            BothScorers.Scores scores = both.score(read(Path.of(posts)));
            byte[] learnt = cascade
                    ? cascade(both, scores, Double.parseDouble(options.getOrDefault("--rate", DEFAULT_RATE)))
                    : alignment(both, scores);
            Files.write(Path.of(out), learnt);
            System.out.printf(Locale.ROOT, "%d posts left out%nwritten to %s%n", scores.left(), out);
        } catch (ConfigurationProblem e) {
            System.err.println(e.getMessage());
            System.exit(CONFIGURATION);
        } catch (BadModel e) {
            System.err.println(e.getMessage());
            System.exit(DATA);
        }
    }

    private static byte[] cascade(BothScorers both, BothScorers.Scores scores, double rate) {
        CascadeRule rule = CascadeRule.fit(scores.quickId(), scores.otherId(), scores.quick(), scores.other(), rate);
        System.out.printf(
                Locale.ROOT,
                "%s answers %.1f %% of posts alone; %.1f %% of those have a value that %s scores more than %.1f away%n",
                rule.quickId(), 100 * rule.answered(), 100 * rule.statedRate(), rule.otherId(), CascadeRule.TOLERANCE);
        return rule.bytes(both.set());
    }

    private static byte[] alignment(BothScorers both, BothScorers.Scores scores) {
        ScoreAlignment alignment =
                ScoreAlignment.fit(both.set(), scores.quickId(), scores.otherId(), scores.quick(), scores.other());
        System.out.printf(Locale.ROOT, "%s, from %d posts%n", alignment, alignment.posts());
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
        settings.put("datasources.default.url", "jdbc:h2:mem:compare;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        return settings;
    }

    private static List<String> read(Path file) throws IOException {
        List<String> posts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            posts.add(line.startsWith("{") ? text(line) : line);
        }
        Collections.shuffle(posts, new Random(SEED));
        return posts;
    }

    private static String text(String line) {
        try {
            JsonElement text = JsonParser.parseString(line).getAsJsonObject().get("text");
            if (text != null && text.isJsonPrimitive()) {
                return text.getAsString();
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new BadModel("a line of the posts is no JSON object", e);
        }
        throw new BadModel("a line of the posts has no \"text\"");
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }
}
