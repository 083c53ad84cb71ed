package circumplex.gateway.rank;

import circumplex.gateway.backfill.Backfill;
import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.PersonalizerClient;
import circumplex.gateway.downstream.RankerClient;
import circumplex.gateway.feed.BaseScale;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.PersonalizedFeed;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.Stage;
import circumplex.gateway.feed.Weighting;
import circumplex.gateway.replica.RankingStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Ranks one feed: choose weights, classify, personalize, rank. A stage that is lost is replaced by the next best thing and reported. */
@Singleton
final class RankFeed {

    private final Stages stages;
    private final ChooseWeights chooseWeights;
    private final ClassifierClient classifier;
    private final RememberedScores remembered;
    private final PersonalizerClient personalizer;
    private final RankerClient ranker;
    private final RankingStore rankings;
    private final DegradationCounter counter;
    private final Backfill backfill;

    RankFeed(
            Stages stages,
            ChooseWeights chooseWeights,
            ClassifierClient classifier,
            RememberedScores remembered,
            PersonalizerClient personalizer,
            RankerClient ranker,
            RankingStore rankings,
            DegradationCounter counter,
            Backfill backfill) {
        this.stages = stages;
        this.chooseWeights = chooseWeights;
        this.classifier = classifier;
        this.remembered = remembered;
        this.personalizer = personalizer;
        this.ranker = ranker;
        this.rankings = rankings;
        this.counter = counter;
        this.backfill = backfill;
    }

    RankedFeed rank(String tenant, FeedQuery query) {
        List<Degradation> degradations = new ArrayList<>();
        Weighting weighting = weights(tenant, query, degradations::add);
        List<ClassifiedPost> classified = classify(tenant, query, degradations::add);
        PersonalizedFeed scored = personalize(query, classified, degradations::add);
        Ranking ranking = order(query, weighting, classified, scored, degradations::add);
        RankedFeed feed = RankedFeed.of(query, weighting, classified, scored, ranking, degradations);
        rankings.keep(tenant, feed);
        degradations.forEach(counter::count);
        return feed;
    }

    private Weighting weights(String tenant, FeedQuery query, Consumer<Degradation> report) {
        return chooseWeights.choose(tenant, query)
                .orElse(Stage.CHOOSE_WEIGHTS, query.posts().size(), report, () -> Weighting.none(query.set()));
    }

    private List<ClassifiedPost> classify(String tenant, FeedQuery query, Consumer<Degradation> report) {
        if (query.posts().isEmpty()) {
            return List.of();
        }
        int withText = (int) query.posts().stream().filter(FeedPost::hasText).count();
        List<ClassifiedPost> posts = stages.attempt(
                        Stage.CLASSIFY, budget -> classifier.classify(query.set(), query.posts(), budget))
                .orElse(Stage.CLASSIFY, withText, report, () -> query.posts().stream()
                        .map(ClassifiedPost::unclassified)
                        .toList());
        ClassifiedPost.shortfalls(posts).forEach((reason, count) ->
                report.accept(new Degradation(Stage.CLASSIFY, reason, count)));
        List<ClassifiedPost> known = remembered.standIn(tenant, query.set(), query.posts(), posts);
        int stoodIn = scored(known) - scored(posts);
        if (stoodIn > 0) {
            report.accept(new Degradation(Stage.CLASSIFY, Degradation.Reason.REMEMBERED_SCORES, stoodIn));
        }
        remembered.keep(tenant, query.set(), query.posts(), posts);
        return known;
    }

    private PersonalizedFeed personalize(FeedQuery query, List<ClassifiedPost> posts, Consumer<Degradation> report) {
        int scored = scored(posts);
        PersonalizedFeed feed = query.hasUser() && scored > 0
                ? stages.attempt(
                                Stage.PERSONALIZE,
                                budget -> personalizer.personalize(query.userId(), query.set(), posts, budget))
                        .orElse(Stage.PERSONALIZE, scored, report, () -> BaseScale.of(posts))
                : BaseScale.of(posts);
        backfill.ofFeed(query.userId(), query.set(), feed.scorerIds(), feed.inactive());
        if (feed.mixedScorers()) {
            report.accept(new Degradation(
                    Stage.CLASSIFY, Degradation.Reason.MIXED_SCORERS, scored - feed.scores().size()));
        }
        return feed;
    }

    private Ranking order(
            FeedQuery query,
            Weighting weighting,
            List<ClassifiedPost> classified,
            PersonalizedFeed scored,
            Consumer<Degradation> report) {
        Ranking ranking = stages.attempt(
                        Stage.RANK, budget -> ranker.rank(query, weighting.weights(), classified, scored, budget))
                .orElse(Stage.RANK, query.posts().size(), report, () -> Ranking.byEngagement(query));
        Set<String> unjudged = new HashSet<>(ranking.unjudged());
        int doubtful = (int) classified.stream()
                .filter(post -> post.hasText() && unjudged.contains(post.id()))
                .count();
        if (doubtful > 0) {
            report.accept(new Degradation(Stage.RANK, Degradation.Reason.FLOOR_UNJUDGED, doubtful));
        }
        if (query.rankIntervals() && ranking.trust().isEmpty() && !scored.scores().isEmpty()) {
            report.accept(new Degradation(Stage.RANK, Degradation.Reason.NO_UNCERTAINTY, scored.scores().size()));
        }
        return ranking;
    }

    private static int scored(List<ClassifiedPost> posts) {
        return (int) posts.stream().filter(post -> !post.scores().isEmpty()).count();
    }
}
