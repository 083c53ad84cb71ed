package circumplex.personalizer.calibration;

import circumplex.personalizer.data.AnnotationTable;
import java.util.List;

/** Anything that can be asked how a person would rate a post: a trained calibrator, a baseline, an oracle. */
@FunctionalInterface
public interface Predictor {

    /** One prediction for each query, in their order. */
    List<Prediction> predict(AnnotationTable table, List<Query> queries);
}
