package circumplex.personalizer.serving;

import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.calibration.folder.RecordedAnswers;
import circumplex.values.ValueSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One calibrator, loaded, checked and warm. It owns native memory until it is closed and nobody holds it, and refuses every question
 * afterwards.
 */
public final class ServedModel implements AutoCloseable {

    /** Questions before the first client's, so that it does not wait for classes and compilation. */
    private static final int WARM_UP = 5;

    private final String id;
    private final Calibrator calibrator;
    private final ScoreSpace space;
    private final List<Float> residualCorrelation;
    /** How many may still ask it: whoever owns it, and everybody who holds it. At 0 it is closed for ever. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private final AtomicBoolean owned = new AtomicBoolean(true);

    private ServedModel(String id, Calibrator calibrator, ScoreSpace space) {
        this.id = id;
        this.calibrator = calibrator;
        this.space = space;
        residualCorrelation = calibrator.weights().residualCorrelation();
    }

    /**
     * @param calibrator of this model; taken over, and closed if it is refused
     * @throws BadModel if it answers otherwise than recorded
     */
    static ServedModel of(Model model, Calibrator calibrator, Alignments alignments) {
        try {
            for (int i = 0; i < WARM_UP; i++) {
                RecordedAnswers.check(model, calibrator);
            }
            CalibratorWeights weights = calibrator.weights();
            return new ServedModel(model.id(), calibrator, new ScoreSpace(weights.scorers(), alignments.of(weights.set())));
        } catch (RuntimeException | Error e) {
            calibrator.close();
            throw e;
        }
    }

    /** 64 hexadecimal digits; equal ids mean equal answers. */
    public String id() {
        return id;
    }

    /** How answers name it: its architecture and its id. */
    public String calibratorId() {
        return calibrator.weights().shape().architecture().id() + "/" + id;
    }

    public ValueSet set() {
        return calibrator.weights().set();
    }

    /** Whose base scores it expects, one or two, in this order. */
    public List<String> scorers() {
        return calibrator.weights().scorers();
    }

    /** How many questionnaire answers a person can have; 0 if it reads none. */
    public int questions() {
        return calibrator.weights().shape().questions();
    }

    /** The scales that it can read. */
    public ScoreSpace space() {
        return space;
    }

    /** How the errors of its means go together, value by value, row after row. */
    public List<Float> residualCorrelation() {
        return residualCorrelation;
    }

    /** What is kept of a person; empty if it is not of this model. */
    public Optional<PersonSums> sums(byte[] kept) {
        PersonSums sums = sums();
        return sums.read(kept) ? Optional.of(sums) : Optional.empty();
    }

    /** What is known of somebody who annotated nothing. */
    public PersonSums sums() {
        return PersonSums.like(calibrator.state(List.of()));
    }

    /** Adds what an annotation says to what is known of whoever made it; for this model only. */
    public void add(PersonSums sums, Annotated annotation) {
        requireOpen();
        sums.add(calibrator.state(List.of(annotation)));
    }

    /** Takes out an annotation that was added. */
    public void subtract(PersonSums sums, Annotated annotation) {
        requireOpen();
        sums.subtract(calibrator.state(List.of(annotation)));
    }

    /** What the sums say about whoever they are of. */
    public PersonState state(PersonSums sums) {
        return calibrator.state(sums.state()).orElseThrow(() -> new IllegalArgumentException("the sums are another model's"));
    }

    /** What these annotations say about whoever made them; for this model only. */
    public PersonState state(List<Annotated> annotations) {
        PersonSums sums = sums();
        annotations.forEach(annotation -> add(sums, annotation));
        return state(sums);
    }

    /**
     * How one person would rate posts.
     *
     * @param posts for each post and scorer one number in [0, 6] for each value
     * @param answers the person's questionnaire answers; empty if there are none
     */
    public List<ExpectedRatings> expect(List<double[][]> posts, PersonState state, float[] answers) {
        requireOpen();
        return calibrator.expect(posts, state, answers);
    }

    /**
     * The right to ask it until {@link #release}, whoever closes it meanwhile.
     *
     * @return false if it is closed already
     */
    public boolean hold() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Gives back what {@link #hold} gave; the last one frees the native memory. */
    public void release() {
        if (holders.decrementAndGet() == 0) {
            calibrator.close();
        }
    }

    /** The end of its being owned; once more changes nothing. It is freed when nobody holds it any more. */
    @Override
    public void close() {
        if (owned.compareAndSet(true, false)) {
            release();
        }
    }

    private void requireOpen() {
        if (holders.get() == 0) {
            throw new IllegalStateException("model " + id + " was asked after it was closed");
        }
    }

    @Override
    public String toString() {
        return "calibrator " + id;
    }
}
