package circumplex.personalizer;

import circumplex.personalizer.serving.Admitted;
import circumplex.personalizer.serving.Reading;
import circumplex.personalizer.serving.ScoreSpace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a model reads the posts of a request. What it reads is on one scale, the model's, whoever scored it; so posts of different scorers
 * may stand beside each other if it can read them all.
 *
 * @param byPost the readings of each post, to be averaged; none for a post that stays without scores
 */
record FeedReading(List<List<Reading>> byPost) {

    FeedReading {
        byPost = List.copyOf(byPost);
    }

    /**
     * Every post by every scorer that the model can read alone, if all posts have all of them; else every post by the best one that it has;
     * else, where a post has none, all posts by the scorer that covers most.
     *
     * @return empty if that scorer is one that the model cannot read
     */
    static Optional<FeedReading> of(ScoreSpace space, List<ScoredPost> posts) {
        List<List<Reading>> readings = posts.stream().map(post -> space.readings(post.scores())).toList();
        if (readings.stream().anyMatch(List::isEmpty)) {
            return Coverage.leaders(posts).stream()
                    .map(leader -> only(space, leader, posts))
                    .filter(reading -> reading.byPost.stream().anyMatch(one -> !one.isEmpty()))
                    .findFirst();
        }
        boolean alike = readings.stream().map(FeedReading::scorers).distinct().count() <= 1;
        return Optional.of(new FeedReading(
                alike ? readings : readings.stream().map(one -> one.subList(0, 1)).toList()));
    }

    /** Whose scores are read, the first post's first. */
    List<String> scorers() {
        Set<String> scorers = new LinkedHashSet<>();
        byPost.forEach(readings -> scorers.addAll(scorers(readings)));
        return List.copyOf(scorers);
    }

    boolean mixed() {
        return byPost.stream().anyMatch(List::isEmpty);
    }

    Admitted admitted() {
        return byPost.stream().flatMap(List::stream).anyMatch(Reading::aligned) ? Admitted.ALIGNED : Admitted.NATIVE;
    }

    /** The inputs of all readings, post after post. */
    List<double[][]> inputs() {
        List<double[][]> inputs = new ArrayList<>();
        byPost.forEach(readings -> readings.forEach(reading -> inputs.add(reading.inputs())));
        return inputs;
    }

    private static FeedReading only(ScoreSpace space, String scorer, List<ScoredPost> posts) {
        return new FeedReading(posts.stream()
                .map(post -> post.scores().containsKey(scorer)
                        ? space.readings(Map.of(scorer, post.scores().get(scorer)))
                        : List.<Reading>of())
                .toList());
    }

    private static List<String> scorers(List<Reading> readings) {
        return readings.stream().flatMap(reading -> reading.scorers().stream()).toList();
    }
}
