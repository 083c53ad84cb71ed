package circumplex.classifier.text.lexicon;

import circumplex.classifier.text.Sha256;
import circumplex.classifier.text.TextNormaliser;
import circumplex.classifier.text.Token;
import circumplex.classifier.text.Tokeniser;
import circumplex.classifier.text.lexicon.Lexicon.Cue;
import circumplex.classifier.text.lexicon.Lexicon.Evidence;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one lexicon file: tab-separated lines that start with a keyword.
 *
 * <pre>
 * set            id  version                              (first)
 * negation       words, separated by commas               also: harmless, attack_before, attack_after
 * term           value  strength  word or phrase          a star after a word stands for any ending
 * hashtag        value  strength  hashtag, joined, without the sign
 * emoji          value  strength  emoji
 * </pre>
 *
 * Empty lines and lines that start with {@code #} are skipped. Every mistake is reported with the file and its line.
 */
final class LexiconFile {

    static final int MIN_TERMS = 8;
    static final int MAX_TERMS = 12;

    private static final double MAX_STRENGTH = 3;

    private final String file;
    private final ValueSets sets;
    private final Map<Term, List<Evidence>> terms = new LinkedHashMap<>();
    private final Map<Term, List<Evidence>> hashtags = new LinkedHashMap<>();
    private final Map<String, List<Evidence>> emoji = new LinkedHashMap<>();
    private final Map<Term, Cue> cues = new LinkedHashMap<>();
    private final Map<String, Integer> termsOf = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable ValueSet set;
    private int evidence;

    private LexiconFile(String file, ValueSets sets) {
        this.file = file;
        this.sets = sets;
    }

    /** @throws IllegalArgumentException naming the file, the line and the rule that it breaks */
    static Lexicon read(String file, byte[] content, ValueSets sets) {
        LexiconFile parser = new LexiconFile(file, sets);
        int line = 0;
        for (String text : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            line++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                parser.accept(text.split("\t", -1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ":" + line + ": " + e.getMessage(), e);
            }
        }
        return parser.build(Sha256.hex(content));
    }

    private void accept(String[] columns) {
        switch (columns[0]) {
            case "set" -> set = set(exactly(columns, 3));
            case "negation" -> cues(Cue.NEGATION, columns);
            case "harmless" -> cues(Cue.HARMLESS, columns);
            case "attack_before" -> cues(Cue.ATTACK_BEFORE, columns);
            case "attack_after" -> cues(Cue.ATTACK_AFTER, columns);
            case "term" -> {
                put(terms, Term.of(exactly(columns, 4)[3]), columns);
                termsOf.merge(columns[1], 1, Integer::sum);
            }
            case "hashtag" -> put(hashtags, hashtag(exactly(columns, 4)[3]), columns);
            case "emoji" -> put(emoji, emoji(exactly(columns, 4)[3]), columns);
            default -> throw new IllegalArgumentException("unknown keyword '" + columns[0] + "'");
        }
    }

    private ValueSet set(String[] columns) {
        if (set != null) {
            throw new IllegalArgumentException("'set' appears twice");
        }
        return sets.find(columns[1])
                .filter(known -> known.toString().equals(columns[1] + "@" + columns[2]))
                .orElseThrow(() -> new IllegalArgumentException("unknown set " + columns[1] + "@" + columns[2]));
    }

    private void cues(Cue cue, String[] columns) {
        for (String written : exactly(columns, 2)[1].split(", ", -1)) {
            if (cues.put(Term.of(written), cue) != null) {
                throw new IllegalArgumentException("'" + written + "' appears twice");
            }
        }
    }

    private <K> void put(Map<K, List<Evidence>> target, K key, String[] columns) {
        int value = requireSet().requirePosition(columns[1]);
        if (!seen.add(columns[1] + "\t" + columns[3])) {
            throw new IllegalArgumentException("'" + columns[3] + "' appears twice for " + columns[1]);
        }
        target.computeIfAbsent(key, k -> new ArrayList<>()).add(new Evidence(evidence, value, halves(columns[2])));
        evidence++;
    }

    private Lexicon build(String sha256) {
        ValueSet known = requireSet();
        known.dimensions().forEach(dimension -> {
            int count = termsOf.getOrDefault(dimension.id(), 0);
            if (count < MIN_TERMS || count > MAX_TERMS) {
                throw new IllegalArgumentException(file + ": " + dimension.id() + " must have " + MIN_TERMS + " to "
                        + MAX_TERMS + " terms, has " + count);
            }
        });
        return new Lexicon(known, sha256, terms, hashtags, emoji, cues);
    }

    private ValueSet requireSet() {
        if (set == null) {
            throw new IllegalArgumentException("the line 'set' must stand before all others");
        }
        return set;
    }

    private static Term hashtag(String written) {
        Term term = Term.of(written);
        if (term.words().size() > 1) {
            throw new IllegalArgumentException("hashtag '" + written + "' must be one word");
        }
        return term;
    }

    private static String emoji(String written) {
        List<Token> tokens = Tokeniser.split(TextNormaliser.normalise(written));
        if (tokens.size() != 1 || tokens.get(0).kind() != Token.Kind.EMOJI) {
            throw new IllegalArgumentException("'" + written + "' must be one emoji");
        }
        return tokens.get(0).text();
    }

    private static int halves(String strength) {
        double halves = 2 * Double.parseDouble(strength);
        if (!(halves >= 1 && halves <= 2 * MAX_STRENGTH) || halves != Math.rint(halves)) {
            throw new IllegalArgumentException("strength must be 0.5 to " + MAX_STRENGTH + " in steps of 0.5, was " + strength);
        }
        return (int) halves;
    }

    private static String[] exactly(String[] columns, int count) {
        if (columns.length != count) {
            throw new IllegalArgumentException(
                    "'" + columns[0] + "' needs " + (count - 1) + " columns after it, has " + (columns.length - 1));
        }
        return columns;
    }
}
