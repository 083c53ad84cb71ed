package circumplex.bench.durability;

import java.util.SplittableRandom;
import java.util.UUID;

/** Request ids and people that a seed gives again. */
final class Ids {

    private Ids() {}

    static String uuid(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
