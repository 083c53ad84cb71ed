package circumplex.personalizer.calibration;

import java.util.List;

/**
 * What a calibrator knows about a person: a {@link UserState} for each of its networks. It belongs to that calibrator; another one reads
 * the person's annotations anew.
 *
 * @param byNet in the order of the networks
 */
public record PersonState(List<UserState> byNet) {

    public PersonState {
        byNet = List.copyOf(byNet);
    }

    /** How many annotations it has seen. */
    public int annotations() {
        return byNet.get(0).annotations();
    }

    /** How many of them rated the value. */
    public int ratings(int value) {
        return byNet.get(0).ratings(value);
    }

    /** Counts only. */
    @Override
    public String toString() {
        return byNet.get(0).toString();
    }
}
