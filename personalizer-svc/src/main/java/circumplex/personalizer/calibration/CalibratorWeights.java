package circumplex.personalizer.calibration;

import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.values.ValueSet;
import java.util.List;

/**
 * Everything that a calibrator is, as numbers: what a model folder keeps.
 *
 * @param scorers whose base scores it expects, in this order
 * @param featureMeans with {@code featureScales}: how features are standardised
 * @param levelScales standard deviation of the ratings of each value
 * @param answerMeans with {@code answerScales}: how questionnaire answers are standardised
 * @param residualCovariance of ratings about their expected values, between all pairs of values, row after row
 * @param guarded whether a person's annotations are believed only as far as each is foretold by the others
 * @param nets one parameter vector for each of the networks that are averaged
 */
@SuppressWarnings("ArrayRecordComponent")
public record CalibratorWeights(
        ValueSet set,
        List<String> scorers,
        NetworkShape shape,
        float[] featureMeans,
        float[] featureScales,
        float[] levelScales,
        float[] answerMeans,
        float[] answerScales,
        float[] residualCovariance,
        boolean guarded,
        List<float[]> nets) {

    /** The questionnaire that the questions of all calibrators are of, as data sets and answers of people name it. */
    public static final String QUESTIONNAIRE = "vcq-25";

    public CalibratorWeights {
        scorers = List.copyOf(scorers);
        nets = List.copyOf(nets);
        if (shape.values() != set.size() || shape.scorers() != scorers.size() || nets.isEmpty()) {
            throw new IllegalArgumentException("weights for " + shape + " do not fit " + set + " and " + scorers.size() + " scorers");
        }
        requireFinite("feature means", featureMeans, shape.inputs());
        requireFinite("feature scales", featureScales, shape.inputs());
        requireFinite("level scales", levelScales, shape.values());
        requireFinite("answer means", answerMeans, shape.questions());
        requireFinite("answer scales", answerScales, shape.questions());
        requireFinite("residual covariances", residualCovariance, shape.values() * shape.values());
        for (int net = 0; net < nets.size(); net++) {
            requireFinite("parameters", nets.get(net), shape.ofMember(net, nets.size()).parameters());
        }
    }

    /** What the parameters of one of {@link #nets} are of. */
    public NetworkShape shape(int net) {
        return shape.ofMember(net, nets.size());
    }

    /** How much one of {@link #nets} counts in the average: all alike, but a closed form as much as the networks beside it together. */
    double share(int net) {
        int closed = shape.architecture() == NetworkShape.Architecture.BOTH && nets.size() > 1 ? nets.size() - 1 : -1;
        if (closed < 0) {
            return 1.0 / nets.size();
        }
        return net == closed ? 0.5 : 0.5 / closed;
    }

    public CalibratorWeights withNets(List<float[]> others) {
        return with(residualCovariance, guarded, others);
    }

    public CalibratorWeights withResidualCovariance(float[] covariance) {
        return with(covariance, guarded, nets);
    }

    /** The same, which believes everybody. */
    public CalibratorWeights unguarded() {
        return with(residualCovariance, false, nets);
    }

    private CalibratorWeights with(float[] covariance, boolean guard, List<float[]> parameters) {
        return new CalibratorWeights(
                set, scorers, shape, featureMeans, featureScales, levelScales, answerMeans, answerScales, covariance, guard, parameters);
    }

    /**
     * How the residuals of the values go together, row after row: a correlation matrix. Covariances of pairs that not every annotation has
     * need not be one; then all pairs are taken nearer to 0 until they are.
     */
    public List<Float> residualCorrelation() {
        return ResidualCorrelation.of(residualCovariance, shape.values());
    }

    public Features features() {
        return Features.of(featureMeans, featureScales);
    }

    private static void requireFinite(String what, float[] numbers, int size) {
        if (numbers.length != size) {
            throw new IllegalArgumentException("there must be " + size + " " + what + ", there are " + numbers.length);
        }
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("the " + what + " are not all finite");
            }
        }
    }
}
