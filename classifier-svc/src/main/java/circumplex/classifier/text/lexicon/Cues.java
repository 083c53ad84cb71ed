package circumplex.classifier.text.lexicon;

import circumplex.classifier.text.Token;
import circumplex.classifier.text.lexicon.Lexicon.Cue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tells which words of a text are denied or attacked by their neighbours. */
final class Cues {

    /** So many words on its side are turned by a cue; further ones, and other clauses, are not. */
    private static final int WINDOW = 4;

    private final TermIndex<Cue> index = new TermIndex<>();

    Cues(Map<Term, Cue> cues) {
        cues.forEach(index::add);
    }

    /** For each token whether it is denied or attacked. */
    boolean[] muted(List<Token> tokens) {
        List<Place> places = places(tokens);
        boolean[] harmless = new boolean[tokens.size()];
        for (Place place : places) {
            if (place.cue() == Cue.HARMLESS) {
                Arrays.fill(harmless, place.start(), place.end(), true);
            }
        }
        boolean[] muted = new boolean[tokens.size()];
        for (Place place : places) {
            switch (place.cue()) {
                case HARMLESS -> {}
                case NEGATION -> {
                    if (!harmless[place.start()]) {
                        mute(muted, tokens, place.end(), place.end() + WINDOW, place.clause());
                    }
                }
                case ATTACK_BEFORE -> mute(muted, tokens, place.end(), place.end() + WINDOW, place.clause());
                case ATTACK_AFTER -> mute(muted, tokens, place.start() - WINDOW, place.start(), place.clause());
            }
        }
        return muted;
    }

    private List<Place> places(List<Token> tokens) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind().isWord()) {
                for (TermIndex.Match<Cue> match : index.at(tokens, i)) {
                    places.add(new Place(match.stands(), i, i + match.length(), tokens.get(i).clause()));
                }
            }
        }
        return places;
    }

    private static void mute(boolean[] muted, List<Token> tokens, int from, int to, int clause) {
        for (int i = Math.max(from, 0); i < Math.min(to, muted.length); i++) {
            muted[i] |= tokens.get(i).clause() == clause;
        }
    }

    /** A cue found in the tokens from {@code start} to before {@code end}. */
    private record Place(Cue cue, int start, int end, int clause) {}
}
