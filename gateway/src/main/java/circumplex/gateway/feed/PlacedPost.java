package circumplex.gateway.feed;

import java.util.Optional;

/**
 * A post in its place, as clients see it.
 *
 * @param rank from 1
 * @param pending whether a scorer still works on it
 */
public record PlacedPost(
        Ranking.Place place, int rank, boolean personalized, Optional<UnscoredReason> unscoredReason, boolean pending) {}
