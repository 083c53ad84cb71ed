package circumplex.personalizer.calibration.closedform;

import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.TrainingRows;

/** Fits the parameters of {@link ClosedForm}: first the map that everybody shares, then how people differ from it. */
public final class ClosedFormTraining {

    private final NetworkShape shape;
    private final TrainingRows rows;
    private final boolean monotone;

    /** @param monotone whether the map of a value rises with the value's own scores and reads nothing else */
    public ClosedFormTraining(NetworkShape shape, TrainingRows rows, boolean monotone) {
        this.shape = shape;
        this.rows = rows;
        this.monotone = monotone;
    }

    public float[] parameters() {
        Parts parts = new Parts(shape);
        new MapFit(shape, rows, monotone, parts).fit();
        new PeopleFit(shape, rows, parts).fit();
        return parts.joined();
    }
}
