package circumplex.bench.simulation;

import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Runs every policy over the same people and feeds, which depend on the seed alone. What one person gets does not depend on how many
 * others there are.
 */
public final class Simulation {

    /** How many values have a weight: the numbers of the studies. */
    static final List<Integer> WANTED = List.of(1, 2, 3, 4, 5, 19);

    private static final long PEOPLE_APART = 0x9E3779B97F4A7C15L;

    private final ValueSet set = ValueSets.all().defaultSet();
    private final Ranker ranker;
    private final Plan plan;
    private final Judge judge;

    /** By number of weighted values and policy. */
    private final Map<Integer, Map<Policy, Tally>> tallies = new TreeMap<>();

    private final List<Double> likeness = new ArrayList<>();

    /** Asks ranker-svc. */
    @FunctionalInterface
    public interface Ranker {

        RankPostsResponse rank(RankPostsRequest request);
    }

    /**
     * How much is simulated.
     *
     * @param people for each number of weighted values
     * @param judgeError see {@link Judge}
     */
    public record Plan(int people, int posts, double judgeError, long seed) {}

    public Simulation(Ranker ranker, Plan plan) {
        this.ranker = ranker;
        this.plan = plan;
        this.judge = new Judge(plan.judgeError());
    }

    public Simulation run() {
        int[] popular = {set.requirePosition("hedonism"), set.requirePosition("stimulation")};
        for (int wanted : WANTED) {
            Map<Policy, Tally> byPolicy = new EnumMap<>(Policy.class);
            Arrays.stream(Policy.values()).forEach(policy -> byPolicy.put(policy, new Tally(set.size())));
            tallies.put(wanted, byPolicy);
            for (int person = 0; person < plan.people(); person++) {
                Random random = new Random(plan.seed() + PEOPLE_APART * (1000L * person + wanted));
                SimulatedFeed feed = SimulatedFeed.of(random, plan.posts(), set.size(), wanted, popular);
                likeness.add(likeness(feed));
                byPolicy.forEach((policy, tally) -> add(policy, feed, random.nextLong(), tally));
            }
        }
        return this;
    }

    Plan plan() {
        return plan;
    }

    ValueSet set() {
        return set;
    }

    Tally tally(int wanted, Policy policy) {
        return tallies.getOrDefault(wanted, Map.of()).getOrDefault(policy, new Tally(set.size()));
    }

    /** Of all numbers of weighted values. */
    List<Double> all(Policy policy, Function<Tally, List<Double>> what) {
        return WANTED.stream().flatMap(wanted -> what.apply(tally(wanted, policy)).stream()).toList();
    }

    /** Mean over posts of Spearman's correlation of the scorer's values with the person's, within a post. */
    double likeness() {
        return Tally.mean(likeness);
    }

    /**
     * What cannot be if the ranking is right: every sentence is a defect of the ranker or of this simulation. With few people chance
     * alone may break the comparisons of means.
     */
    public List<String> contradictions() {
        List<String> found = new ArrayList<>();
        for (int wanted : WANTED) {
            double random = Tally.mean(tally(wanted, Policy.RANDOM).agreement());
            double values = Tally.mean(tally(wanted, Policy.VALUES).agreement());
            double oracle = Tally.mean(tally(wanted, Policy.ORACLE).agreement());
            if (!(oracle > values && values > random)) {
                found.add("with " + wanted + " values the agreement of oracle, value rank and random order is not in this order");
            }
            if (tally(wanted, Policy.ORACLE).agreement().stream().anyMatch(each -> Math.abs(each - 1) > 0.001)) {
                found.add("with " + wanted + " values an order of what a person sees is not the best one");
            }
            if (tally(wanted, Policy.ENGAGEMENT).tau().stream().anyMatch(tau -> tau < 1)) {
                found.add("with " + wanted + " values an engagement order is not the engagement order");
            }
            List<Policy> nearer = List.of(Policy.VALUES, Policy.BLEND_250, Policy.BLEND_500, Policy.BLEND_750, Policy.ENGAGEMENT);
            for (int i = 1; i < nearer.size(); i++) {
                if (Tally.mean(tally(wanted, nearer.get(i)).tau()) <= Tally.mean(tally(wanted, nearer.get(i - 1)).tau())) {
                    found.add("with " + wanted + " values, " + nearer.get(i).title() + " is not nearer to engagement than "
                            + nearer.get(i - 1).title());
                }
            }
        }
        return found;
    }

    private void add(Policy policy, SimulatedFeed feed, long seed, Tally tally) {
        Random random = new Random(seed);
        RankPostsResponse answer = ranker.rank(policy.request(feed, set, random));
        int[] order = answer.getRankedList().stream().mapToInt(post -> Integer.parseInt(post.getPostId())).toArray();
        if (order.length != feed.posts()) {
            throw new IllegalStateException("ranked " + order.length + " posts of " + feed.posts());
        }
        int[] engagement = new int[order.length];
        Arrays.setAll(engagement, place -> place);
        tally.add(
                agreement(feed, order),
                policy == Policy.RANDOM ? tau(order) : answer.getKendallTau(),
                judge.recognises(feed, order, engagement, random),
                answer.getExplanation().getExposureBeforeList(),
                answer.getExplanation().getExposureAfterList());
    }

    private static double agreement(SimulatedFeed feed, int[] order) {
        double[] worth = new double[feed.posts()];
        Arrays.setAll(worth, feed::worth);
        double chance = Arrays.stream(worth).average().orElse(0);
        double best = discounted(worth, Orders.descending(worth));
        return (discounted(worth, order) - chance) / (best - chance);
    }

    /** Mean worth, the post at place r weighted with 1 / log2(1 + r). */
    private static double discounted(double[] worth, int[] order) {
        double sum = 0;
        double weights = 0;
        for (int place = 0; place < order.length; place++) {
            double weight = StrictMath.log(2) / StrictMath.log(place + 2.0);
            sum += weight * worth[order[place]];
            weights += weight;
        }
        return sum / weights;
    }

    /** The floor's engagement ranks are not the feed's, so the answer's tau is about something else. */
    private static double tau(int[] order) {
        long discordant = 0;
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length; j++) {
                discordant += order[i] > order[j] ? 1 : 0;
            }
        }
        double pairs = order.length * (order.length - 1) / 2.0;
        return (pairs - 2.0 * discordant) / pairs;
    }

    private static double likeness(SimulatedFeed feed) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < feed.posts(); i++) {
            int post = i;
            double[] base = new double[feed.values()];
            double[] truth = new double[feed.values()];
            Arrays.setAll(base, value -> feed.base(post, value));
            Arrays.setAll(truth, value -> feed.truth(post, value));
            double correlation = Orders.spearman(base, truth);
            if (!Double.isNaN(correlation)) {
                all.add(correlation);
            }
        }
        return all.isEmpty() ? 0 : Tally.mean(all);
    }
}
