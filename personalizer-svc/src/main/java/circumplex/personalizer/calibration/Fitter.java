package circumplex.personalizer.calibration;

import circumplex.personalizer.data.AnnotationTable;
import java.util.Map;

/** Something that learns from rows of a table. */
@FunctionalInterface
public interface Fitter {

    /** Predictors by name, all of them learnt from {@code rows} and nothing else. */
    Map<String, Predictor> fit(AnnotationTable table, int[] rows, long seed);
}
