package circumplex.classifier.embedded;

import circumplex.classifier.command.BadUsage;
import circumplex.classifier.command.Options;
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
import java.util.Set;
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
        try {
            Options options = Options.read(List.of(args), Set.of("--posts", "--out"));
            Path posts = options.file("--posts", "it names a file of posts, a line each");
            Path out = options.path("--out", "it names the file of scores to write");
            List<PostText> texts = read(posts);
            try (Torch torch = Torch.start()) {
                System.out.println(write(texts, out, torch) + " posts scored");
            }
        } catch (BadUsage e) {
            System.err.println("embedded-scores: " + e.getMessage());
            System.err.println("embedded-scores --posts FILE --out FILE");
            System.exit(USAGE);
        } catch (EngineUnavailable e) {
            System.err.println("cannot score: " + e.getMessage());
            System.exit(UNAVAILABLE);
        } catch (IllegalArgumentException e) {
            System.err.println("--posts: " + e.getMessage());
            System.exit(DATA);
        } catch (IOException e) {
            System.err.println("--out: cannot be written: " + e.getClass().getSimpleName());
            System.exit(DATA);
        }
    }

    /**
     * The posts of a file.
     *
     * @throws IllegalArgumentException if a line is wrong, named by its number, or the file is no text
     */
    static List<PostText> read(Path file) {
        List<PostText> posts = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                posts.add(PostText.read(line.startsWith("{") ? text(line, posts.size() + 1) : line));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read as text in UTF-8", e);
        }
        return posts;
    }

    /** @return how many posts were scored */
    private static int write(List<PostText> posts, Path out, Torch torch) throws IOException, InterruptedException {
        ValueSet set = ValueSets.all().defaultSet();
        EmbeddedModel model = EmbeddedModel.shipped(set).orElseThrow(() -> new IllegalArgumentException("no embedded model ships"));
        try (EmbeddedScorer scorer = new EmbeddedScorer(model, torch);
                BufferedWriter csv = Files.newBufferedWriter(out)) {
            List<PostText> known = posts.stream().filter(post -> !post.isBlank() && scorer.knows(post.language())).toList();
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

    private static String text(String line, int number) {
        try {
            JsonElement text = JsonParser.parseString(line).getAsJsonObject().get("text");
            if (text != null && text.isJsonPrimitive()) {
                return text.getAsString();
            }
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException("line " + number + " is no JSON object", e);
        }
        throw new IllegalArgumentException("line " + number + " has no \"text\"");
    }
}
