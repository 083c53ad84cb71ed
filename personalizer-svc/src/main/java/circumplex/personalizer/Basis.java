package circumplex.personalizer;

import circumplex.personalizer.annotation.History;

/**
 * What an answer rests on.
 *
 * @param scorer the scorer whose scale it is on, or {@link History#NO_SCORER}
 * @param mixed whether posts without scores of that scorer were left unscored
 * @param active annotated posts that count
 * @param inactive annotated posts without scores of that scorer
 */
record Basis(String scorer, boolean mixed, int active, int inactive) {

    static Basis of(History history, String scorer, boolean mixed) {
        return new Basis(scorer, mixed, history.active(scorer), history.inactive(scorer));
    }
}
