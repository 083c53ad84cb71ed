package circumplex.personalizer.calibration;

import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.UserState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Big-endian floats and a count, network after network. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(byNet.stream().mapToInt(UserState::bytes).sum());
        byNet.forEach(state -> state.write(bytes));
        return bytes.array();
    }

    static Optional<PersonState> parse(byte[] kept, NetworkShape shape, int nets) {
        if (kept.length != nets * new UserState(shape).bytes()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        List<UserState> byNet = new ArrayList<>();
        for (int net = 0; net < nets; net++) {
            byNet.add(UserState.read(shape, bytes));
        }
        return Optional.of(new PersonState(byNet));
    }

    /** Counts only. */
    @Override
    public String toString() {
        return byNet.get(0).toString();
    }
}
