package circumplex.classifier.embedded.training;

import circumplex.values.ValueSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text that people labelled, in the format of Touché23-ValueEval.
 *
 * @param topic the conclusion that it argues about: arguments of one topic are kept together
 * @param labelled for each value of the set whether people saw it in the premise
 */
public record Argument(String topic, String premise, List<Boolean> labelled) {

    /**
     * Reads {@code arguments-SPLIT.tsv} (id, conclusion, stance, premise) and {@code labels-SPLIT.tsv} (id, then a column of 0 and 1 a value,
     * named as in the literature; columns of other names are left out).
     *
     * @throws IllegalArgumentException if a value of the set has no column, or a line is not of the format
     */
    static List<Argument> read(Path folder, String split, ValueSet set) {
        Map<String, String[]> texts = new HashMap<>();
        String argumentFile = "arguments-" + split + ".tsv";
        String labelFile = "labels-" + split + ".tsv";
        List<String[]> rows = rows(folder.resolve(argumentFile));
        for (int i = 0; i < rows.size(); i++) {
            require(rows.get(i).length >= 4, argumentFile + ":" + (i + 1) + ": has fewer than four columns");
            texts.put(rows.get(i)[0], rows.get(i));
        }
        List<String[]> labels = rows(folder.resolve(labelFile));
        require(!labels.isEmpty(), labelFile + ": is empty");
        List<Integer> columns = set.dimensions().stream()
                .map(dimension -> Arrays.asList(labels.get(0)).indexOf(dimension.name()))
                .toList();
        set.dimensions().forEach(dimension -> require(
                Arrays.asList(labels.get(0)).contains(dimension.name()), labelFile + ":1: has no column \"" + dimension.name() + "\""));
        List<Argument> arguments = new ArrayList<>();
        for (int i = 1; i < labels.size(); i++) {
            String[] row = labels.get(i);
            String[] text = texts.get(row[0]);
            if (text == null || row.length != labels.get(0).length) {
                throw new IllegalArgumentException(labelFile + ":" + (i + 1) + ": "
                        + (text == null ? "is of no argument of " + argumentFile : "has a column too many or too few"));
            }
            arguments.add(new Argument(text[1], text[3], columns.stream().map(column -> row[column].equals("1")).toList()));
        }
        return List.copyOf(arguments);
    }

    private static List<String[]> rows(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.split("\t", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Not the text: what people wrote belongs in no log. */
    @Override
    public String toString() {
        return "an argument";
    }
}
