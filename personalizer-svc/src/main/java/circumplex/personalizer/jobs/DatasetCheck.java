package circumplex.personalizer.jobs;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadDataException;
import circumplex.personalizer.data.Dataset;
import circumplex.personalizer.data.DatasetCard;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads a file that is imported and says what is in it, or what is wrong with it; in the child process. */
final class DatasetCheck {

    static final String COMMAND = "check";

    private static final int MAX_SCORERS = 2;
    private static final int MAX_SCORER_BYTES = 256;

    private DatasetCheck() {}

    static List<String> arguments(Path file, int maxAnnotations, String name, String licence) {
        return List.of(COMMAND, file.toString(), Integer.toString(maxAnnotations), name, licence);
    }

    /** Prints one JSON object. */
    static int run(String[] args, PrintStream out) {
        JsonObject found = new JsonObject();
        try {
            AnnotationTable table = Dataset.read(Path.of(args[1]), Integer.parseInt(args[2]));
            if (table.rows() == 0) {
                found.addProperty("refused", "there is no annotation in it");
            } else if (!usable(table.scorers())) {
                found.addProperty("refused", "it must have the scores of one or two scorers, whose names have at most " + MAX_SCORER_BYTES + " bytes and no + or control character");
            } else {
                describe(table, args[3], args[4], found);
            }
        } catch (BadDataException e) {
            refuse(e, found);
        } catch (IOException e) {
            System.err.println("circumplex: the file cannot be read");
            return 1;
        }
        out.println(found);
        out.flush();
        return 0;
    }

    private static void describe(AnnotationTable table, String name, String licence, JsonObject found) {
        found.addProperty("annotations", table.rows());
        found.addProperty("posts", table.posts().size());
        found.addProperty("people", table.people().size());
        JsonArray scorers = new JsonArray();
        table.scorers().forEach(scorers::add);
        found.add("scorers", scorers);
        found.addProperty("card", DatasetCard.of(table, name, licence));
    }

    private static void refuse(BadDataException bad, JsonObject found) {
        found.addProperty("refused", String.valueOf(bad.getMessage()).lines().findFirst().orElse("it cannot be used"));
        found.addProperty("count", bad.count());
        JsonArray rows = new JsonArray();
        bad.rows().forEach(row -> {
            JsonObject json = new JsonObject();
            json.addProperty("line", row.line());
            json.addProperty("reason", row.reason());
            rows.add(json);
        });
        found.add("rows", rows);
    }

    /** They become names in models and on command lines. */
    private static boolean usable(List<String> scorers) {
        return !scorers.isEmpty()
                && scorers.size() <= MAX_SCORERS
                && scorers.stream().allMatch(scorer -> !scorer.isBlank()
                        && scorer.getBytes(StandardCharsets.UTF_8).length <= MAX_SCORER_BYTES
                        && scorer.chars().noneMatch(c -> c == '+' || Character.isISOControl(c)));
    }
}
