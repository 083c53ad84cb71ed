package circumplex.classifier.text.lexicon;

import circumplex.classifier.text.PostText;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Prints how well the lexicon tells labelled texts apart: for each value the area under the ROC curve of its score.
 *
 * <p>Arguments: a table of arguments (columns id, conclusion, stance, premise) and one of labels (id, then one 0/1 column for each
 * value, named as in the literature), both tab-separated, as the data set Touché23-ValueEval has them (doi 10.5281/zenodo.6814563,
 * CC BY 4.0). The premise is scored. Nothing of the data is part of this project.
 */
final class LexiconMeasure {

    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final LexiconScorer SCORER = LexiconScorer.of(SET).orElseThrow();

    private LexiconMeasure() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> premises = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] columns = line.split("\t", -1);
            premises.put(columns[0], columns[3]);
        }
        List<String[]> labels =
                Files.readAllLines(Path.of(args[1])).stream().map(line -> line.split("\t", -1)).toList();
        List<ScoreVector> scores = labels.stream()
                .skip(1)
                .map(row -> SCORER.score("", PostText.read(String.valueOf(premises.get(row[0])))).scores())
                .toList();
        double sum = 0;
        for (int value = 0; value < SET.size(); value++) {
            int v = value;
            int column = Arrays.asList(labels.get(0)).indexOf(SET.dimension(value).name());
            double auc = auc(
                    scores.stream().mapToDouble(s -> s.get(v)).toArray(),
                    IntStream.range(1, labels.size()).mapToObj(i -> labels.get(i)[column].equals("1")).toArray(Boolean[]::new));
            sum += auc;
            System.out.printf(Locale.ROOT, "%-28s %.3f%n", SET.dimension(value).id(), auc);
        }
        long silent = scores.stream().filter(s -> s.equals(ScoreVector.of(SET, new float[SET.size()]))).count();
        System.out.printf(
                Locale.ROOT, "macro AUC %.3f over %d texts, %.1f %% of them all zero%n", sum / SET.size(), scores.size(),
                100.0 * silent / scores.size());
    }

    /** The chance that a labelled text scores higher than one without the label; ties count half. */
    private static double auc(double[] scores, Boolean[] labelled) {
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; labelled[i] && j < scores.length; j++) {
                if (!labelled[j]) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }
}
