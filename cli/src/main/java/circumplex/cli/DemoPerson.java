package circumplex.cli;

import java.util.List;
import java.util.Map;

/**
 * The person of the demonstration: somebody who wants care, reliability, nature and modesty in a feed, who hears little care in words
 * that cost nothing, and much modesty in a mistake that is admitted.
 */
final class DemoPerson {

    static final String ID = "demo-person";

    static final Map<String, Double> WEIGHTS = Map.of(
            "benevolence_caring", 1.0,
            "benevolence_dependability", 0.8,
            "universalism_nature", 0.9,
            "humility", 0.6,
            "hedonism", 0.4,
            "power_resources", -0.7);

    static final List<Rating> RATINGS = List.of(
            // A joke that only mentions a family, a sergeant who calls discipline kindness, a sermon.
            new Rating("t2118", Map.of("benevolence_caring", 0)),
            new Rating("t2459", Map.of("benevolence_caring", 0)),
            new Rating("t2251", Map.of("benevolence_caring", 1, "humility", 6)),
            // Unmown grass, a rope team that turns back, a forecaster who was wrong and says so.
            new Rating("t2417", Map.of("universalism_nature", 6)),
            new Rating("t2737", Map.of("benevolence_dependability", 6)),
            new Rating("t2648", Map.of("humility", 6)));

    private DemoPerson() {}
}
