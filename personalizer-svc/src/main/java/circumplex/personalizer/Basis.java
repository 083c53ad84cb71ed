package circumplex.personalizer;

import circumplex.personalizer.annotation.Tally;
import circumplex.personalizer.serving.Admitted;
import java.util.List;

/**
 * What an answer rests on.
 *
 * @param scorers whose scores it is made of, the first the one whose scale it is on where there is no model; none if nothing was scored
 * @param calibrator what made it, with its version
 * @param mixed whether posts without scores of those scorers were left unscored
 * @param active annotated posts that count
 * @param inactive annotated posts without scores that could be read
 * @param catchingUp whether the person has changed since; then it counts what was known before
 */
record Basis(
        List<String> scorers, String calibrator, Admitted admitted, boolean mixed, int active, int inactive, boolean catchingUp) {

    Basis {
        scorers = List.copyOf(scorers);
    }

    /** Of an answer by the gain. */
    static Basis ofGain(Tally tally, String scorer, boolean mixed) {
        return new Basis(
                scorer.equals(Tally.NO_SCORER) ? List.of() : List.of(scorer),
                ShrunkGain.ID,
                Admitted.FALLBACK,
                mixed,
                tally.active(scorer),
                tally.inactive(scorer),
                false);
    }
}
