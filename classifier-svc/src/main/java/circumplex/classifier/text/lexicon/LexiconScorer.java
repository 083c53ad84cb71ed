package circumplex.classifier.text.lexicon;

import circumplex.classifier.text.LanguageDetector;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.classifier.text.Token;
import circumplex.classifier.text.lexicon.Lexicon.Evidence;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Scores an English text by the words, hashtags and emoji of a {@link Lexicon}.
 *
 * <p>Each piece of evidence counts once in a text. What is denied ("not", "never") or attacked ("sick of") counts nothing: a post
 * that attacks a value and one that is silent both score 0. The strengths s found for a value give 6·(1 − (3/4)^s), rounded to
 * halves. The same text gives the same scores on every machine; the time is linear in the length of the text.
 */
public final class LexiconScorer implements Scorer {

    /** Part of the scorer's id. Another result for any text and lexicon needs another version. */
    private static final String VERSION = "lexicon-1";

    /** Score by summed strength in halves; the last one is 6. */
    private static final float[] SCORES = scores();

    private final Lexicon lexicon;
    private final String id;
    private final Cues cues;
    private final TermIndex<List<Evidence>> terms = new TermIndex<>();
    private final TermIndex<List<Evidence>> hashtags = new TermIndex<>();

    LexiconScorer(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.id = "embedded/" + VERSION + "-" + lexicon.sha256().substring(0, 12) + "/none/" + lexicon.set()
                + "/deterministic/single";
        this.cues = new Cues(lexicon.cues());
        lexicon.hashtags().forEach(hashtags::add);
        lexicon.terms().forEach((term, evidence) -> {
            terms.add(term, evidence);
            term.joined().ifPresent(joined -> hashtags.add(joined, evidence));
        });
    }

    /** The scorer of {@code set}; empty if no lexicon ships for it. */
    public static Optional<LexiconScorer> of(ValueSet set) {
        String file = "lexicon-" + set.id() + ".tsv";
        try (InputStream stream = LexiconScorer.class.getResourceAsStream("/circumplex/classifier/" + file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new LexiconScorer(LexiconFile.read(file, stream.readAllBytes(), ValueSets.all())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ValueSet set() {
        return lexicon.set();
    }

    @Override
    public String id() {
        return id;
    }

    /** English; a text whose language cannot be told is tried. */
    @Override
    public boolean knows(String language) {
        return language.equals(LanguageDetector.ENGLISH) || language.equals(LanguageDetector.UNDETERMINED);
    }

    /** 20 microseconds for a post of usual length. */
    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Scoring score(String tenant, PostText text) {
        List<Token> tokens = text.tokens();
        boolean[] muted = cues.muted(tokens);
        int[] halves = new int[lexicon.set().size()];
        BitSet counted = new BitSet();
        for (int i = 0; i < tokens.size(); i++) {
            if (!muted[i]) {
                count(tokens, i, counted, halves);
            }
        }
        float[] scores = new float[halves.length];
        for (int value = 0; value < scores.length; value++) {
            scores[value] = SCORES[Math.min(halves[value], SCORES.length - 1)];
        }
        return Scoring.by(id, ScoreVector.of(lexicon.set(), scores));
    }

    private void count(List<Token> tokens, int i, BitSet counted, int[] halves) {
        switch (tokens.get(i).kind()) {
            case WORD, HASHTAG_PART -> terms.at(tokens, i).forEach(match -> count(match.stands(), counted, halves));
            case HASHTAG -> hashtags.at(tokens, i).forEach(match -> count(match.stands(), counted, halves));
            case EMOJI -> count(lexicon.emoji().getOrDefault(tokens.get(i).text(), List.of()), counted, halves);
        }
    }

    private static void count(List<Evidence> found, BitSet counted, int[] halves) {
        for (Evidence evidence : found) {
            if (!counted.get(evidence.number())) {
                counted.set(evidence.number());
                halves[evidence.value()] += evidence.halves();
            }
        }
    }

    private static float[] scores() {
        float[] scores = new float[24];
        for (int halves = 0; halves < scores.length; halves++) {
            scores[halves] = Math.round(12 * (1 - StrictMath.pow(0.75, halves / 2.0))) / 2f;
        }
        return scores;
    }
}
