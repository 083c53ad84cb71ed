package circumplex.classifier.llm.prompt;

import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the examples of a value set: lines of a text and columns of {@code value=digit} or {@code value=digit:words of the text}, separated by
 * tabs; {@code #} begins a comment.
 */
final class ExampleFile {

    private static final String COMMENT = "#";

    private ExampleFile() {}

    /** @throws IllegalArgumentException if a line is not of that form or names an unknown value: the service must not start with it */
    static List<Example> read(ValueSet set, String content) {
        List<Example> examples = new ArrayList<>();
        content.lines().filter(line -> !line.isBlank() && !line.startsWith(COMMENT)).forEach(line -> examples.add(example(set, line)));
        return examples;
    }

    private static Example example(ValueSet set, String line) {
        List<String> columns = List.of(line.split("\t", -1));
        char[] digits = new char[set.size()];
        Arrays.fill(digits, '0');
        List<String> quotes = new ArrayList<>();
        for (String rating : columns.subList(1, columns.size())) {
            if (!rating.matches("[a-z_]+=[1-6](:.{3,80})?")) {
                throw new IllegalArgumentException("a rating of an example must be value=digit or value=digit:words, is '" + rating + "'");
            }
            int split = rating.indexOf('=');
            int value = set.requirePosition(rating.substring(0, split));
            digits[value] = rating.charAt(split + 1);
            if (rating.length() > split + 2) {
                String words = rating.substring(split + 3);
                if (!columns.get(0).contains(words)) {
                    throw new IllegalArgumentException("an example quotes what its text has not: '" + words + "'");
                }
                quotes.add((value + 1) + " " + words);
            }
        }
        return new Example(columns.get(0), new String(digits), quotes);
    }
}
