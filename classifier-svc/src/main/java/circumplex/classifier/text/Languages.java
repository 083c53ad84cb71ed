package circumplex.classifier.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The marks by which languages are told apart, read from {@code languages.tsv}; that file says what its lines mean. Languages are
 * counted from 0 in the order of the file; 0 is English.
 */
final class Languages {

    static final int ENGLISH = 0;

    private static final String FILE = "languages.tsv";
    private static final int[] NONE = {};

    private final List<String> tags = new ArrayList<>();
    private final Map<UnicodeScript, String> scripts = new HashMap<>();
    private final Map<String, int[]> words = new HashMap<>();
    private final Map<Integer, int[]> letters = new HashMap<>();

    private Languages() {}

    /** @throws IllegalArgumentException naming the line that cannot be read */
    static Languages parse(String content) {
        Languages languages = new Languages();
        int line = 0;
        for (String text : content.split("\n", -1)) {
            line++;
            if (!text.isBlank() && !text.startsWith("#")) {
                languages.accept(text.split("\t", -1), FILE + ":" + line + ": ");
            }
        }
        if (!languages.tag(ENGLISH).equals(LanguageDetector.ENGLISH)) {
            throw new IllegalArgumentException(FILE + ": the first language must be English");
        }
        return languages;
    }

    static Languages shipped() {
        try (InputStream stream = Languages.class.getResourceAsStream("/circumplex/classifier/" + FILE)) {
            if (stream == null) {
                throw new IOException(FILE + " is not on the class path");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count() {
        return tags.size();
    }

    String tag(int language) {
        return tags.get(language);
    }

    /** The tag of a text that is mostly in {@code script}. */
    String tag(UnicodeScript script) {
        return scripts.getOrDefault(script, "und-Zyyy");
    }

    /** The languages that use {@code word} often, English first. */
    int[] speaking(String word) {
        return words.getOrDefault(word, NONE);
    }

    /** The languages that write {@code letter} and are not English. */
    int[] writing(int letter) {
        return letters.getOrDefault(letter, NONE);
    }

    private void accept(String[] columns, String where) {
        if (columns.length != 3) {
            throw new IllegalArgumentException(where + "needs 3 columns, has " + columns.length);
        }
        switch (columns[0]) {
            case "script" -> scripts.put(UnicodeScript.forName(columns[1]), columns[2]);
            case "words" -> {
                int language = language(columns[1]);
                for (String word : columns[2].split(" ", -1)) {
                    words.merge(word, new int[] {language}, Languages::union);
                }
            }
            case "letters" -> {
                int language = language(columns[1]);
                columns[2].codePoints().forEach(letter -> letters.merge(letter, new int[] {language}, Languages::union));
            }
            default -> throw new IllegalArgumentException(where + "unknown keyword '" + columns[0] + "'");
        }
    }

    private int language(String tag) {
        if (!tags.contains(tag)) {
            tags.add(tag);
        }
        return tags.indexOf(tag);
    }

    private static int[] union(int[] some, int[] more) {
        return IntStream.concat(IntStream.of(some), IntStream.of(more)).distinct().sorted().toArray();
    }
}
