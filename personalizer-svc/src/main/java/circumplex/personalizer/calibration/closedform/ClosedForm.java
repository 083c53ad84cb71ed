package circumplex.personalizer.calibration.closedform;

import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.PersonalMap;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.statistics.SymmetricMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The small calibrator: a linear map, and a person as one normal vector u that is added to its outputs.
 *
 * <p>u ~ N(Bz, Σ) before any annotation, with z the questionnaire answers; the residuals of an annotation are u + e, e ~ N(0, E). After n
 * annotations the mean of u is Bz + Σ (Σ + E/n)⁻¹ (r̄ − Bz), with r̄ the mean residual: sums and n are all that is needed. Where values are
 * rated unequally often, E/n has 1/√(nᵢnⱼ) for 1/n, and outputs that were never rated take no part. What is added to the ordinal output is
 * the residual of P(y &gt; 0) divided by the mean slope of that probability.
 */
public final class ClosedForm implements PersonalMap {

    /**
     * Up to so many whole annotations the factor of the matrix to invert is kept: it depends alone on how many there are, and on how many of
     * them have an order. Evaluations ask it some hundred thousand times.
     */
    private static final int KEPT = 12;

    private final NetworkShape shape;
    private final LeaveOneOut guard;
    private final float[] weight;
    private final float[] bias;
    private final float[] thresholds;

    /** exp of the thresholds. */
    private final double[] odds;

    /** Of the weights those that lead to ordinal outputs, input after input. */
    private final float[] ordinal;

    private final float[] gain;
    private final double[][] people;
    private final double[][] rest;
    private final float[] questionnaire;

    /** By the number of annotations and of those with an order. Two threads may find the same one; they are equal. */
    private final AtomicReferenceArray<SymmetricMatrix.Solver> ofWhole = new AtomicReferenceArray<>((KEPT + 1) * (KEPT + 1));

    public ClosedForm(NetworkShape shape, float[] parameters, LeaveOneOut guard) {
        this.shape = shape;
        this.guard = guard;
        weight = part(parameters, "map.weight");
        bias = part(parameters, "map.bias");
        thresholds = part(parameters, "ordinal.thresholds");
        odds = IntStream.range(0, thresholds.length).mapToDouble(i -> Math.exp(thresholds[i])).toArray();
        ordinal = new float[shape.inputs() * shape.values()];
        for (int i = 0; i < shape.inputs(); i++) {
            System.arraycopy(weight, i * shape.outputs() + shape.values(), ordinal, i * shape.values(), shape.values());
        }
        gain = part(parameters, "ordinal.gain");
        people = matrix(part(parameters, "people.covariance"));
        rest = matrix(part(parameters, "rest.covariance"));
        questionnaire = shape.questions() == 0 ? new float[0] : part(parameters, "questionnaire.weight");
    }

    @Override
    public List<UserState.Element> elements(float[] features, List<Targets> annotations) {
        List<UserState.Element> elements = new ArrayList<>();
        for (int i = 0; i < annotations.size(); i++) {
            elements.add(element(population(features, i), annotations.get(i)));
        }
        return elements;
    }

    @Override
    public Outputs personal(float[] features, List<UserState> states, float[] answers) {
        int outputs = shape.outputs();
        int shares = shape.values() * NetworkShape.THRESHOLDS;
        float[] all = new float[states.size() * outputs];
        float[] above = new float[states.size() * shares];
        IdentityHashMap<UserState, float[]> known = new IdentityHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            int at = i;
            // The posts of one call are mostly those of one person.
            float[] person = known.computeIfAbsent(states.get(i), state -> person(state, prior(answers, at)));
            float[] answer = population(features, i);
            for (int o = 0; o < outputs; o++) {
                answer[o] += person[o];
            }
            System.arraycopy(answer, 0, all, i * outputs, outputs);
            for (int share = 0; share < shares; share++) {
                double eta = answer[shape.values() + share / NetworkShape.THRESHOLDS];
                above[i * shares + share] = (float) (1 / (1 + Math.exp(thresholds[share] - eta)));
            }
        }
        return new Outputs(all, above);
    }

    /** One output of three and one exponential for six thresholds: what a request waits for. */
    @Override
    public float[] above(float[] features, UserState state, float[] answers, int posts) {
        int values = shape.values();
        float[] person = person(state, prior(answers, 0));
        float[] above = new float[posts * values * NetworkShape.THRESHOLDS];
        double[] against = new double[posts * values];
        float[] eta = new float[values];
        for (int post = 0; post < posts; post++) {
            System.arraycopy(bias, values, eta, 0, values);
            for (int i = 0; i < shape.inputs(); i++) {
                add(features[post * shape.inputs() + i], ordinal, i * values, eta);
            }
            for (int v = 0; v < values; v++) {
                against[v * posts + post] = Math.exp(-(eta[v] + person[values + v]));
            }
        }
        double[] shares = new double[posts];
        for (int share = 0; share < odds.length; share++) {
            shares(odds[share], against, share / NetworkShape.THRESHOLDS * posts, shares);
            for (int post = 0; post < posts; post++) {
                above[post * odds.length + share] = (float) shares[post];
            }
        }
        return above;
    }

    /** As the loop below: several posts at once. */
    private static void shares(double odds, double[] against, int from, double[] shares) {
        for (int post = 0; post < shares.length; post++) {
            shares[post] = 1 / (1 + odds * against[from + post]);
        }
    }

    /** A loop of its own, over neighbours: the compiler does several values at once. */
    private static void add(float feature, float[] slopes, int from, float[] sums) {
        for (int v = 0; v < sums.length; v++) {
            sums[v] += feature * slopes[from + v];
        }
    }

    @Override
    public double trust(UserState state, float[] answers) {
        return guard.trust(state, prior(answers, 0));
    }

    @Override
    public void close() {
        // Nothing lies outside the heap.
    }

    /** What the map says of the post at {@code row}. */
    float[] population(float[] features, int row) {
        int outputs = shape.outputs();
        float[] answer = bias.clone();
        for (int i = 0; i < shape.inputs(); i++) {
            float feature = features[row * shape.inputs() + i];
            for (int o = 0; o < outputs; o++) {
                answer[o] += feature * weight[i * outputs + o];
            }
        }
        return answer;
    }

    UserState.Element element(float[] answer, Targets rated) {
        int values = shape.values();
        float[] residuals = new float[shape.outputs()];
        float[] behind = new float[shape.outputs()];
        double middle = IntStream.range(0, values).mapToDouble(v -> rated.rated()[v] * answer[v]).sum()
                / Math.max(1, IntStream.range(0, values).mapToDouble(v -> rated.rated()[v]).sum());
        for (int v = 0; v < values; v++) {
            if (rated.rated()[v] == 0) {
                continue;
            }
            if (rated.ranked()) {
                residuals[v] = (float) (rated.ranks()[v] - (answer[v] - middle));
                behind[v] = 1;
            }
            double first = thresholds[v * NetworkShape.THRESHOLDS];
            residuals[values + v] = (float) (rated.present(v) - 1 / (1 + Math.exp(first - answer[values + v])));
            residuals[2 * values + v] = rated.levels()[v] - answer[2 * values + v];
            behind[values + v] = 1;
            behind[2 * values + v] = 1;
        }
        return new UserState.Element(new float[NetworkShape.ELEMENT], residuals, behind);
    }

    /** Bz. */
    private double[] prior(float[] answers, int at) {
        double[] prior = new double[shape.outputs()];
        for (int q = 0; q < shape.questions(); q++) {
            double answer = answers[at * shape.questions() + q];
            for (int o = 0; o < prior.length && answer != 0; o++) {
                prior[o] += answer * questionnaire[q * prior.length + o];
            }
        }
        return prior;
    }

    /** What is added to the outputs. */
    private float[] person(UserState state, double[] prior) {
        double[] mean = posterior(state, prior);
        double trust = guard.trust(state, prior);
        float[] person = new float[mean.length];
        for (int o = 0; o < person.length; o++) {
            int value = o - shape.values();
            boolean ordinal = value >= 0 && value < shape.values();
            double believed = prior[o] + trust * (mean[o] - prior[o]);
            person[o] = (float) (ordinal ? believed * gain[value] : believed);
        }
        return person;
    }

    private double[] posterior(UserState state, double[] prior) {
        int[] rated = IntStream.range(0, prior.length).filter(o -> state.ratingsBehind(o) > 0).toArray();
        if (rated.length == 0) {
            return prior;
        }
        double[] distance = new double[rated.length];
        for (int i = 0; i < rated.length; i++) {
            distance[i] = state.residual(rated[i]) - prior[rated[i]];
        }
        double[] solved = solver(state, rated).of(distance);
        double[] posterior = prior.clone();
        for (int o = 0; o < posterior.length; o++) {
            for (int i = 0; i < rated.length; i++) {
                posterior[o] += people[o][rated[i]] * solved[i];
            }
        }
        return posterior;
    }

    private SymmetricMatrix.Solver solver(UserState state, int[] rated) {
        int place = placeOfWhole(state);
        SymmetricMatrix.Solver kept = place < 0 ? null : ofWhole.get(place);
        if (kept != null) {
            return kept;
        }
        double[][] seen = new double[rated.length][rated.length];
        for (int i = 0; i < rated.length; i++) {
            double behind = state.ratingsBehind(rated[i]);
            for (int j = 0; j < rated.length; j++) {
                seen[i][j] = people[rated[i]][rated[j]]
                        + rest[rated[i]][rated[j]] / Math.sqrt(behind * state.ratingsBehind(rated[j]));
            }
        }
        SymmetricMatrix.Solver solver = new SymmetricMatrix(seen).solver();
        if (place >= 0) {
            ofWhole.set(place, solver);
        }
        return solver;
    }

    /** Where the factor for a few annotations of all values is kept; −1 for others. */
    private int placeOfWhole(UserState state) {
        int values = shape.values();
        float ordered = state.ratingsBehind(0);
        float count = state.ratingsBehind(values);
        boolean whole = count >= 1 && count <= KEPT;
        for (int o = 0; o < shape.outputs() && whole; o++) {
            whole = state.ratingsBehind(o) == (o < values ? ordered : count);
        }
        return whole ? Math.round(ordered) * (KEPT + 1) + Math.round(count) : -1;
    }

    private float[] part(float[] parameters, String name) {
        NetworkShape.Section section = shape.sections().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        int from = shape.offset(name);
        return Arrays.copyOfRange(parameters, from, from + section.size());
    }

    private double[][] matrix(float[] numbers) {
        int size = shape.outputs();
        double[][] matrix = new double[size][size];
        for (int i = 0; i < numbers.length; i++) {
            matrix[i / size][i % size] = numbers[i];
        }
        return matrix;
    }
}
