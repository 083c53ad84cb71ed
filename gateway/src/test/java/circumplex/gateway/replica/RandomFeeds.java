package circumplex.gateway.replica;

import static circumplex.gateway.testing.Samples.SET;

import circumplex.gateway.feed.PlacedPost;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.gateway.feed.Weighting;
import circumplex.values.ScoreVector;
import circumplex.values.ValueDimension;
import circumplex.values.WeightVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Rankings of posts of every kind: what may be absent of a post is absent of some, whatever else they have. */
final class RandomFeeds {

    private static final int MOST_POSTS = 12;
    private static final List<UnscoredReason> REASONS = List.of(UnscoredReason.values());
    private static final String[] LETTERS = {"a", "7", "-", "é", "値", "🙂"};
    private static final int[] EXTREMES = {0, 1, -1, 63, 64, -64, -65, 6000, -6000, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final Random random;

    RandomFeeds(long seed) {
        random = new Random(seed);
    }

    /** With weights of which all, some or none are 0. */
    RankedFeed next() {
        return feed(text(128), random.nextInt(MOST_POSTS + 1), weights(random.nextInt(4)), this::post);
    }

    /** For a person who weighs every value and has a model. */
    RankedFeed personal(String userId, int size) {
        return feed(userId, size, weights(0), rank -> {
            ScoreVector used = scores();
            List<Integer> milli = IntStream.range(0, SET.size()).mapToObj(i -> random.nextInt(6001)).toList();
            Ranking.Place place = new Ranking.Place(
                    "post-" + rank, rank, OptionalDouble.of(random.nextDouble()), milli, Optional.empty(), List.of(), false);
            return new RankedFeed.Post(new PlacedPost(place, rank, true, Optional.empty(), false), scores(), used);
        });
    }

    private RankedFeed feed(
            String userId, int size, WeightVector weights, IntFunction<RankedFeed.Post> post) {
        return new RankedFeed(
                UUID.randomUUID().toString(),
                userId,
                SET,
                new Weighting(weights, Weighting.Source.REQUEST),
                IntStream.rangeClosed(1, size).mapToObj(post).toList(),
                List.of(new Ranking.Removed("removed", List.of())),
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                1,
                List.of(),
                new RankedFeed.Versions(text(60), text(60), text(60)));
    }

    private RankedFeed.Post post(int rank) {
        Ranking.Place place = new Ranking.Place(
                // Different in a ranking, as ids are.
                rank + text(60),
                1 + random.nextInt(500),
                random.nextBoolean() ? OptionalDouble.of(random.nextGaussian()) : OptionalDouble.empty(),
                random.nextBoolean() ? IntStream.range(0, SET.size()).mapToObj(i -> number()).toList() : List.of(),
                maybe(() -> new Ranking.Interval(1 + random.nextInt(9), 10 + random.nextInt(490), random.nextDouble())),
                random.nextBoolean() ? shuffledIds().subList(0, 1 + random.nextInt(3)) : List.of(),
                random.nextBoolean());
        PlacedPost placed = new PlacedPost(
                place,
                rank,
                random.nextBoolean(),
                maybe(() -> REASONS.get(random.nextInt(REASONS.size()))),
                random.nextBoolean());
        ScoreVector base = random.nextBoolean() ? scores() : null;
        ScoreVector other = random.nextBoolean() ? scores() : null;
        ScoreVector used = random.nextInt(3) == 0 ? base : other;
        return new RankedFeed.Post(placed, base, base != null && random.nextInt(4) == 0 ? changed(base) : used);
    }

    /** The same but for one value. */
    private ScoreVector changed(ScoreVector scores) {
        float[] changed = scores.toArray();
        changed[random.nextInt(changed.length)] = random.nextFloat() * ScoreVector.MAX;
        return ScoreVector.of(SET, changed);
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    /** @param zeros 0 for no weight of 0, 3 for nothing else */
    private WeightVector weights(int zeros) {
        Map<String, Double> weights = new HashMap<>();
        for (ValueDimension value : SET.dimensions()) {
            if (random.nextInt(3) >= zeros) {
                weights.put(value.id(), (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(1000)) / 1000.0);
            }
        }
        return WeightVector.of(SET, weights);
    }

    private ScoreVector scores() {
        float[] scores = new float[SET.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(10) == 0 ? random.nextInt(7) : random.nextFloat() * ScoreVector.MAX;
        }
        return ScoreVector.of(SET, scores);
    }

    private int number() {
        return random.nextInt(4) == 0 ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextInt(12_001) - 6000;
    }

    private List<String> shuffledIds() {
        List<String> ids = new ArrayList<>(SET.dimensions().stream().map(ValueDimension::id).toList());
        Collections.shuffle(ids, random);
        return ids;
    }

    /** Of up to so many letters of one to four bytes; empty now and then. */
    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int letters = random.nextInt(most + 1); letters > 0; letters--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
