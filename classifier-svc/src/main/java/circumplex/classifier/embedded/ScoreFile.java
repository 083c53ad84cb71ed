package circumplex.classifier.embedded;

import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the embedded model that ships gives to many posts, without the posts: {@code embedded-scores --posts FILE --out FILE}. Posts are
 * lines of JSON with a {@code text}, or texts. The result is CSV with a column {@code scorer} and one for each value; {@code twin --measure}
 * reads it. Posts in languages that the model does not know are left out, as it never scores them.
 */
public final class ScoreFile {

    private static final int USAGE = 64;
    private static final int DATA = 65;
    private static final int UNAVAILABLE = 69;

    private ScoreFile() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 4 || !args[0].equals("--posts") || !args[2].equals("--out")) {
            System.err.println("embedded-scores --posts FILE --out FILE");
            System.exit(USAGE);
        }
        try (Torch torch = Torch.start()) {
            System.out.println(write(Path.of(args[1]), Path.of(args[3]), torch) + " posts scored");
        } catch (EngineUnavailable e) {
            System.err.println("cannot score: " + e.getMessage());
            System.exit(UNAVAILABLE);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("cannot read the posts or write the scores: " + e.getMessage());
            System.exit(DATA);
        }
    }

    /** @return how many posts were scored */
    static int write(Path posts, Path out, Torch torch) throws IOException, InterruptedException {
        ValueSet set = ValueSets.all().defaultSet();
        Optional<EmbeddedModel> model = EmbeddedModel.shipped(set);
        if (model.isEmpty()) {
            throw new IllegalArgumentException("no embedded model ships");
        }
        try (EmbeddedScorer scorer = new EmbeddedScorer(model.get(), torch);
                BufferedWriter csv = Files.newBufferedWriter(out)) {
            List<PostText> known = new ArrayList<>();
            for (String line : Files.readAllLines(posts)) {
                PostText post = PostText.read(line.startsWith("{") ? text(line) : line);
                if (!post.isBlank() && scorer.knows(post.language())) {
                    known.add(post);
                }
            }
            csv.write("scorer," + set.dimensions().stream().map(value -> value.id()).collect(Collectors.joining(",")) + "\n");
            for (Scoring scoring : scorer.scoreAll("", known)) {
                csv.write(scoring.scorerId());
                for (int v = 0; v < set.size(); v++) {
                    csv.write(String.format(Locale.ROOT, ",%.4f", scoring.scores().get(v)));
                }
                csv.write("\n");
            }
            return known.size();
        }
    }

    private static String text(String line) {
        try {
            JsonElement text = JsonParser.parseString(line).getAsJsonObject().get("text");
            if (text != null && text.isJsonPrimitive()) {
                return text.getAsString();
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException("a line is no JSON object", e);
        }
        throw new IllegalArgumentException("a line has no \"text\"");
    }
}
