package circumplex.classifier.scorers;

import circumplex.classifier.text.Escalation;
import circumplex.classifier.text.Scorer;
import java.util.Optional;

/**
 * Who scores the texts of one value set.
 *
 * @param quick scores what it knows the language of; absent if none scores the set
 * @param other the one that is not quick, whose scores are preferred; absent if none is installed or the escalation does not use it
 * @param quoting as the other, and quotes what its scores rest on; absent if nobody can
 * @param escalation which texts the other is asked about
 */
public record Panel(Optional<Scorer> quick, Optional<Scorer> other, Optional<Scorer> quoting, Escalation escalation) {

    public Panel {
        if (quick.isEmpty() && other.isEmpty()) {
            throw new IllegalArgumentException("a panel without scorers");
        }
    }
}
