package circumplex.personalizer.calibration.network;

import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.PersonalMap;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.UserState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A trained network in plain Java, for serving: what {@link CalibratorNetwork} computes, without an engine. It differs from the engine in the
 * last digits of a float; whoever loads a model compares its answers with those that the engine gave.
 *
 * <p>Immutable. Posts are computed side by side and never mixed, so the answer for one depends on no other.
 */
public final class PlainNetwork implements PersonalMap {

    private static final int HIDDEN = NetworkShape.HIDDEN;

    /** The exponential of more than this is no float. */
    private static final float LARGEST = 80;

    private final NetworkShape shape;
    private final LeaveOneOut guard;
    private final int values;
    private final Dense trunk1;
    private final Dense trunk2;
    private final Dense head;
    private final Dense skip;
    private final Dense ordinalHead;
    private final Dense ordinalSkip;
    private final Dense element1;
    private final Dense element2;
    private final Dense user;
    private final Dense film;
    private final Dense shift;
    private final Dense questionnaire;
    private final float[] gain;
    private final float[] shrinkage;

    /** exp(θ) by value and threshold. */
    private final float[] thresholds;

    public PlainNetwork(NetworkShape shape, float[] parameters, LeaveOneOut guard) {
        this.shape = shape;
        this.guard = guard;
        values = shape.values();
        Parts parts = new Parts(shape, parameters);
        trunk1 = parts.dense("trunk1.weight", parts.of("trunk1.bias"));
        trunk2 = parts.dense("trunk2.weight", parts.of("trunk2.bias"));
        head = parts.dense("head.weight", parts.of("head.bias"));
        skip = parts.dense("skip.weight");
        ordinalHead = head.columns(values, 2 * values);
        ordinalSkip = skip.columns(values, 2 * values);
        element1 = parts.dense("element1.weight", parts.of("element1.bias"));
        element2 = parts.dense("element2.weight");
        user = parts.dense("user.weight");
        film = parts.dense("film.weight");
        shift = parts.dense("shift.weight");
        questionnaire = shape.questions() == 0 ? new Dense(new float[0], new float[0]) : parts.dense("questionnaire.weight");
        gain = parts.of("direct.gain");
        shrinkage = parts.of("shrinkage.log");
        thresholds = parts.of("ordinal.thresholds");
        for (float[] logarithms : List.of(shrinkage, thresholds)) {
            for (int i = 0; i < logarithms.length; i++) {
                logarithms[i] = (float) Math.exp(logarithms[i]);
            }
        }
    }

    /** The parts of a parameter vector. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Parts(NetworkShape shape, float[] parameters) {

        float[] of(String name) {
            int from = shape.offset(name);
            return Arrays.copyOfRange(parameters, from, from + section(name).size());
        }

        Dense dense(String name) {
            return dense(name, new float[section(name).columns()]);
        }

        Dense dense(String name, float[] bias) {
            return new Dense(of(name), bias);
        }

        private NetworkShape.Section section(String name) {
            return shape.sections().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        }
    }

    @Override
    public List<UserState.Element> elements(float[] features, List<Targets> annotations) {
        int posts = annotations.size();
        float[][] units = units(features, posts);
        float[][] outputs = head.of(hidden(units, posts), posts);
        skip.addTo(outputs, units, posts);
        List<UserState.Element> elements = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            elements.add(element(post(outputs, i), annotations.get(i)));
        }
        return elements;
    }

    private UserState.Element element(float[] outputs, Targets rated) {
        float[] residuals = new float[shape.outputs()];
        float[] behind = new float[shape.outputs()];
        float middle = 0;
        float ranked = 0;
        for (int v = 0; v < values; v++) {
            behind[v] = rated.ranked() ? rated.rated()[v] : 0;
            behind[values + v] = rated.rated()[v];
            behind[2 * values + v] = rated.rated()[v];
            middle += behind[v] * outputs[v];
            ranked += behind[v];
        }
        middle /= Math.max(1, ranked);
        for (int v = 0; v < values; v++) {
            double present = 1 / (1 + Math.exp(-outputs[values + v]) * thresholds[v * NetworkShape.THRESHOLDS]);
            residuals[v] = (rated.ranks()[v] - (outputs[v] - middle)) * behind[v];
            residuals[values + v] = (rated.present(v) - (float) present) * behind[values + v];
            residuals[2 * values + v] = (rated.levels()[v] - outputs[2 * values + v]) * behind[2 * values + v];
        }
        float[] seen = Arrays.copyOf(residuals, residuals.length + values);
        System.arraycopy(outputs, 0, seen, residuals.length, values);
        float[] code = element1.of(seen);
        Gelu.apply(code);
        return new UserState.Element(element2.of(code), residuals, behind);
    }

    @Override
    public Outputs personal(float[] features, List<UserState> states, float[] answers) {
        int posts = states.size();
        float[][] units = units(features, posts);
        float[][] hidden = hidden(units, posts);
        IdentityHashMap<UserState, Effect> effects = new IdentityHashMap<>();
        for (int i = 0; i < posts; i++) {
            int at = i;
            effects.computeIfAbsent(states.get(i), state -> effect(state, answers, at)).on(hidden, i, i + 1);
        }
        float[][] outputs = head.of(hidden, posts);
        skip.addTo(outputs, units, posts);
        float[] all = new float[posts * outputs.length];
        for (int i = 0; i < posts; i++) {
            float[] shifts = effects.getOrDefault(states.get(i), Effect.NONE).shift;
            for (int o = 0; o < outputs.length; o++) {
                outputs[o][i] += shifts[o];
                all[i * outputs.length + o] = outputs[o][i];
            }
        }
        return new Outputs(all, shares(Arrays.copyOfRange(outputs, values, 2 * values), posts));
    }

    @Override
    public float[] above(float[] features, UserState state, float[] answers, int posts) {
        Effect effect = effect(state, answers, 0);
        float[][] units = units(features, posts);
        float[][] hidden = hidden(units, posts);
        effect.on(hidden, 0, posts);
        float[][] ordinal = ordinalHead.of(hidden, posts);
        ordinalSkip.addTo(ordinal, units, posts);
        for (int v = 0; v < values; v++) {
            float shifted = effect.shift[values + v];
            for (int post = 0; post < posts; post++) {
                ordinal[v][post] += shifted;
            }
        }
        return shares(ordinal, posts);
    }

    /** Features unit by unit. */
    private float[][] units(float[] features, int posts) {
        float[][] units = new float[shape.inputs()][posts];
        for (int post = 0; post < posts; post++) {
            for (int unit = 0; unit < units.length; unit++) {
                units[unit][post] = features[post * units.length + unit];
            }
        }
        return units;
    }

    private float[][] hidden(float[][] units, int posts) {
        float[][] hidden1 = trunk1.of(units, posts);
        Gelu.apply(hidden1);
        float[][] hidden2 = trunk2.of(hidden1, posts);
        Gelu.apply(hidden2);
        return hidden2;
    }

    private static float[] post(float[][] units, int post) {
        float[] one = new float[units.length];
        for (int unit = 0; unit < one.length; unit++) {
            one[unit] = units[unit][post];
        }
        return one;
    }

    /** What is known of a person does this to every post: it scales and shifts hidden units and shifts outputs. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Effect(float[] film, float[] shift) {

        static final Effect NONE = new Effect(new float[0], new float[0]);

        void on(float[][] hidden, int from, int to) {
            for (int unit = 0; unit < HIDDEN; unit++) {
                float scale = 1 + film[unit];
                float added = film[HIDDEN + unit];
                float[] posts = hidden[unit];
                for (int post = from; post < to; post++) {
                    posts[post] = posts[post] * scale + added;
                }
            }
        }
    }

    private Effect effect(UserState state, float[] answers, int at) {
        float[] code = new float[NetworkShape.ELEMENT];
        float[] residuals = new float[shape.outputs()];
        float[] ratings = new float[shape.outputs()];
        float[] annotations = new float[1];
        state.write(code, residuals, ratings, annotations, 0, (float) guard.trust(state));
        float[] known = new float[NetworkShape.ELEMENT + shape.code()];
        for (int i = 0; i < code.length; i++) {
            known[i] = code[i] / (annotations[0] + shrinkage[0]);
        }
        if (shape.questions() > 0) {
            float[] said = questionnaire.of(Arrays.copyOfRange(answers, at * shape.questions(), (at + 1) * shape.questions()));
            for (int i = 0; i < said.length; i++) {
                known[code.length + i] = (float) Math.tanh(said[i]);
            }
        }
        float[] person = user.of(known);
        for (int i = 0; i < person.length; i++) {
            person[i] = (float) Math.tanh(person[i]);
        }
        float[] shifts = shift.of(person);
        for (int o = 0; o < shifts.length; o++) {
            shifts[o] += residuals[o] / (ratings[o] + shrinkage[1]) * gain[o];
        }
        return new Effect(film.of(person), shifts);
    }

    /** P(y &gt; c) = σ(η − θ), post after post: one exponential for each value; those of the thresholds were taken before. */
    private float[] shares(float[][] ordinal, int posts) {
        float[] above = new float[posts * thresholds.length];
        float[] odds = new float[posts];
        float[] share = new float[posts];
        for (int v = 0; v < values; v++) {
            for (int post = 0; post < posts; post++) {
                odds[post] = (float) Math.exp(Math.min(LARGEST, -ordinal[v][post]));
            }
            for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                int at = v * NetworkShape.THRESHOLDS + c;
                float threshold = thresholds[at];
                for (int post = 0; post < posts; post++) {
                    share[post] = 1 / (1 + odds[post] * threshold);
                }
                for (int post = 0; post < posts; post++) {
                    above[post * thresholds.length + at] = share[post];
                }
            }
        }
        return above;
    }

    @Override
    public double trust(UserState state, float[] answers) {
        return guard.trust(state);
    }

    @Override
    public void close() {
        // Nothing lies outside the heap.
    }
}
