package circumplex.bench.availability;

import circumplex.bench.load.Outcomes;
import java.util.List;

/**
 * What clients saw.
 *
 * @param all every call, those between the outages as well
 */
public record Availabilities(Outcomes<?> all, List<Outage> outages) {

    public Availabilities {
        outages = List.copyOf(outages);
    }

    /** The outages in which less than {@code share} of the calls were answered, or answers did not say what is missing. */
    public List<String> broken(double share) {
        return outages.stream().filter(outage -> !outage.keeps(share)).map(Outage::name).toList();
    }
}
