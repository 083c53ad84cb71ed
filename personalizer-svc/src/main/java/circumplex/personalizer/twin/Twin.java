package circumplex.personalizer.twin;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadRowException;
import circumplex.personalizer.data.TableBuilder;
import circumplex.personalizer.statistics.Ranks;
import circumplex.personalizer.statistics.StableHash;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Generates the twin: 1,079 people, 30 posts each, 5,211 posts in all. The same seed gives the same table, and every seed one with the
 * published aggregates: chance moves some of them by nearly as much as they may be off, and what came out too far is drawn again.
 */
public final class Twin {

    public static final int PEOPLE = 1079;
    public static final int POSTS = 5211;
    public static final int POSTS_OF_A_PERSON = 30;

    /** As many as the study's questionnaire has, answered from 1 to 7. */
    public static final int QUESTIONS = 25;

    /** Nearly half of the draws will do. */
    private static final int DRAWS = 100;

    private static final int MOST_AGREEMENT = 7;

    /** How much an answer says of the person beside what it says of the moment: a questionnaire is worth about one annotated post. */
    private static final double ANSWER_NOISE = 2;

    /** Nearly half of the posts have two raters or little more, the others many: 6 in the middle, as published. */
    private static final double RARE = 0.49;

    private final ValueSet set;
    private final TwinPeople people;
    private final TwinScorer scorer;
    private final SplittableRandom random;

    /** Questionnaires are drawn apart, so that ratings do not depend on whether there is one. */
    private final SplittableRandom answering;

    private Twin(ValueSet set, TwinScorer scorer, long seed) {
        this.set = set;
        this.people = TwinPeople.shipped(set);
        this.scorer = scorer;
        this.random = new SplittableRandom(seed);
        this.answering = new SplittableRandom(~seed);
    }

    /** @throws IllegalStateException if no draw has the published aggregates: the parameters of the people are wrong */
    public static AnnotationTable generate(ValueSet set, TwinScorer scorer, long seed) {
        // How good raw scores are is published of one scorer; another one may be better.
        boolean imitated = scorer.id().equals(TwinScorer.shipped(set).id());
        for (int draw = 0; draw < DRAWS; draw++) {
            AnnotationTable twin = new Twin(set, scorer, draw == 0 ? seed : StableHash.of(seed, "drawn again", "" + draw)).generate();
            boolean scored = !imitated || Likeness.ofRawScores(twin).holds();
            if (scored && Likeness.ofRatings(twin).stream().allMatch(Likeness.Check::holds)) {
                return twin;
            }
        }
        throw new IllegalStateException("seed " + seed + ": none of " + DRAWS + " draws has the published aggregates");
    }

    /** The agreement between people (ICC) that a twin is made to have, by value. */
    public static double[] agreement(ValueSet set) {
        return TwinPeople.shipped(set).agreement().clone();
    }

    private AnnotationTable generate() {
        Gaussian common = new Gaussian(people.like());
        double[][] posts = new double[POSTS][];
        Arrays.setAll(posts, post -> common.draw(random));
        float[][] scores = scores(posts);
        int[][] deal = deal();
        Gaussian tastes = new Gaussian(half(people.like()));
        TableBuilder table = new TableBuilder(set, List.of(scorer.id()), QUESTIONS, false, PEOPLE * POSTS_OF_A_PERSON);
        for (int person = 0; person < PEOPLE; person++) {
            double generosity = Math.sqrt(people.generosity()) * random.nextGaussian();
            double[] taste = tastes.draw(random);
            float[] answers = answers(generosity, taste);
            for (int post : deal[person]) {
                byte[] ratings = ratings(posts[post], generosity, taste, common.draw(random));
                try {
                    table.add(name("person", person), name("post", post), ratings, new float[][] {scores[post]}, new float[0], answers);
                } catch (BadRowException e) {
                    throw new IllegalStateException("the twin made a bad row: " + e.reason(), e);
                }
            }
        }
        return table.build();
    }

    /** Each question is about one value, and answered the higher the more the person sees of it. */
    private float[] answers(double generosity, double[] taste) {
        float[] answers = new float[QUESTIONS];
        for (int q = 0; q < QUESTIONS; q++) {
            double sees = (generosity + Math.sqrt(people.taste()[q % taste.length]) * taste[q % taste.length])
                    / Math.sqrt(people.generosity() + people.taste()[q % taste.length]);
            double answer = (1 + MOST_AGREEMENT) / 2.0 + sees + ANSWER_NOISE * answering.nextGaussian();
            answers[q] = Math.max(1, Math.min(MOST_AGREEMENT, Math.round(answer)));
        }
        return answers;
    }

    private byte[] ratings(double[] post, double generosity, double[] taste, double[] mood) {
        byte[] ratings = new byte[set.size()];
        for (int v = 0; v < ratings.length; v++) {
            double latent = Math.sqrt(people.shared()[v]) * post[v]
                    + generosity
                    + Math.sqrt(people.taste()[v]) * taste[v]
                    + Math.sqrt(people.mood(v)) * mood[v];
            ratings[v] = (byte) people.rating(v, latent);
        }
        return ratings;
    }

    /** Scores of all posts. Their places, not their sizes, are drawn: so the marginals are those of the scorer exactly. */
    private float[][] scores(double[][] posts) {
        Gaussian own = new Gaussian(own());
        double rest = Math.sqrt(1 - scorer.signal() * scorer.signal());
        double[][] latent = new double[set.size()][POSTS];
        for (int post = 0; post < POSTS; post++) {
            double[] noise = own.draw(random);
            for (int v = 0; v < noise.length; v++) {
                latent[v][post] = scorer.signal() * posts[post][v] + rest * noise[v];
            }
        }
        float[][] scores = new float[POSTS][set.size()];
        for (int v = 0; v < latent.length; v++) {
            double[] places = Ranks.average(latent[v]);
            for (int post = 0; post < POSTS; post++) {
                scores[post][v] = (float) scorer.score(v, (places[post] - 0.5) / POSTS);
            }
        }
        return scores;
    }

    /** The correlations of the scorer's own part, so that the whole has those of the scorer. */
    private double[][] own() {
        double signal = scorer.signal() * scorer.signal();
        int size = set.size();
        double[][] own = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                own[i][j] = Math.max(-0.99, Math.min(0.99, (scorer.like()[i][j] - signal * people.like()[i][j]) / (1 - signal)));
            }
        }
        return own;
    }

    private static double[][] half(double[][] correlation) {
        double[][] half = new double[correlation.length][];
        Arrays.setAll(half, i -> Arrays.stream(correlation[i]).map(r -> r / 2).toArray());
        return half;
    }

    /** Which posts each person rates: every post by someone. */
    private int[][] deal() {
        List<Integer> deck = new ArrayList<>();
        for (int post = 0; post < POSTS; post++) {
            int raters = random.nextDouble() < RARE ? 2 : 6 + random.nextInt(9);
            deck.addAll(Collections.nCopies(raters - 1, post));
        }
        while (deck.size() < PEOPLE * POSTS_OF_A_PERSON) {
            deck.add(random.nextInt(POSTS));
        }
        shuffle(deck);
        List<Integer> once = new ArrayList<>(IntStream.range(0, POSTS).boxed().toList());
        shuffle(once);
        // Dealt from the end: first every post once.
        deck.addAll(once);
        int[][] deal = new int[PEOPLE][POSTS_OF_A_PERSON];
        for (int[] own : deal) {
            Set<Integer> mine = new HashSet<>();
            int at = deck.size() - 1;
            for (int i = 0; i < own.length; at--) {
                if (mine.add(deck.get(at))) {
                    own[i++] = deck.remove(at);
                }
            }
        }
        return deal;
    }

    private void shuffle(List<Integer> deck) {
        for (int i = deck.size() - 1; i > 0; i--) {
            Collections.swap(deck, i, random.nextInt(i + 1));
        }
    }

    private static String name(String kind, int number) {
        return String.format(Locale.ROOT, "%s-%04d", kind, number + 1);
    }
}
