package circumplex.classifier.embedded;

import circumplex.classifier.text.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Words that are said to whoever rates posts, from {@code rater-talk.tsv}. They are also known backwards, and with letters of other scripts in
 * them that look alike.
 */
final class RaterCues {

    private static final RaterCues SHIPPED = read("/circumplex/classifier/embedded/rater-talk.tsv");

    private static final Optional<Cue> DIGIT = Optional.of(new Cue(Kind.AMOUNT, 2));
    private static final Optional<Cue> ID = Optional.of(new Cue(Kind.THING, 2));
    private static final Optional<Cue> STRING = Optional.of(new Cue(Kind.STRING, 2));

    private static final int LONGEST_WORD = 22;
    private static final int LONGEST_NUMBER = 6;
    private static final int SHORTEST_TURNED = 4;

    /** Cyrillic, Armenian and Greek, each above the Latin letter that it looks like. */
    private static final String LOOKALIKES = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u03b1\u03bf\u03c1\u03b5\u03b9\u03bd\u03c4\u03c5";
    private static final String LETTERS = "aeopcyxijshdaopeivty";
    private static final char FIRST_FOREIGN = 0x370;

    private final Map<String, Cue> cues;

    private RaterCues(Map<String, Cue> cues) {
        this.cues = Map.copyOf(cues);
    }

    enum Kind {
        /** What a rater is told to do. */
        ORDER,
        /** What raters, language models and their programs deal with. */
        THING,
        /** Marks on a scale, and how far they reach. */
        AMOUNT,
        /** What no reader takes for a word. */
        STRING,
        /** Words that lead into a sentence; no cues by themselves. */
        LEADING
    }

    /** @param weight 2 where ordinary posts seldom have the word, else 1 */
    record Cue(Kind kind, int weight) {
        boolean weak() {
            return weight < 2;
        }
    }

    static RaterCues shipped() {
        return SHIPPED;
    }

    /** What the token is a cue of. */
    Optional<Cue> of(Token token) {
        if (!token.kind().isWord()) {
            return Optional.empty();
        }
        String word = token.text();
        if (isNoWord(word)) {
            return STRING;
        }
        if (isNumber(word, 0) && word.length() == 1) {
            return DIGIT;
        }
        if (word.charAt(0) == 'p' && word.length() > 1 && word.length() < LONGEST_NUMBER && isNumber(word, 1)) {
            return ID;
        }
        return Optional.ofNullable(cues.get(inOneScript(word)));
    }

    boolean isLeading(Token token) {
        Cue cue = cues.get(token.text());
        return cue != null && cue.kind() == Kind.LEADING;
    }

    /** Whether nobody reads it as a word or a number. */
    static boolean isNoWord(String word) {
        return word.length() > LONGEST_WORD || (word.length() > LONGEST_NUMBER && isNumber(word, 0));
    }

    private static boolean isNumber(String word, int from) {
        for (int i = from; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String inOneScript(String word) {
        boolean foreign = false;
        for (int i = 0; i < word.length(); i++) {
            foreign |= word.charAt(i) >= FIRST_FOREIGN;
        }
        if (!foreign) {
            return word;
        }
        StringBuilder plain = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            int at = LOOKALIKES.indexOf(word.charAt(i));
            if (at >= 0) {
                plain.setCharAt(i, LETTERS.charAt(at));
            }
        }
        return plain.toString();
    }

    /** @throws IllegalStateException if the file is missing or a line is not of its form: the service must not start with it */
    private static RaterCues read(String file) {
        try (InputStream in = RaterCues.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not there");
            }
            Map<String, Cue> cues = new HashMap<>();
            Map<String, Cue> turned = new HashMap<>();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            for (String line : lines) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", -1);
                    Cue cue = new Cue(Kind.valueOf(columns[0].toUpperCase(Locale.ROOT)), Integer.parseInt(columns[1]));
                    for (String word : columns[2].split(" ", -1)) {
                        if (cues.put(word, cue) != null) {
                            throw new IllegalStateException(file + " has \"" + word + "\" twice");
                        }
                        if (word.length() >= SHORTEST_TURNED && cue.kind() != Kind.LEADING) {
                            turned.put(new StringBuilder(word).reverse().toString(), cue);
                        }
                    }
                }
            }
            turned.forEach(cues::putIfAbsent);
            return new RaterCues(cues);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
