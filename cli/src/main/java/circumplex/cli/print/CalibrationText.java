package circumplex.cli.print;

import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.ValueCalibration;
import circumplex.values.ValueSet;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;

/** What annotations were recorded and how they change the scores of their person, for people and for programs. */
public final class CalibrationText {

    private final AnnotateResponse recorded;
    private final GetCalibrationResponse calibration;

    public CalibrationText(AnnotateResponse recorded, GetCalibrationResponse calibration) {
        this.recorded = recorded;
        this.calibration = calibration;
    }

    public void print(PrintWriter out, ValueSet set) {
        out.println("Annotations: " + recorded.getAdded() + " added, " + recorded.getUpdated() + " updated, "
                + recorded.getTotal() + " in total" + inactive());
        for (ValueCalibration value : calibration.getValuesList()) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %-22s gain %5.2f   %d %s, mean %.2f; the scorer says %.2f",
                    set.dimension(set.requirePosition(value.getValueId())).layLabel(),
                    value.getGain(),
                    value.getRatings(),
                    value.getRatings() == 1 ? "rating" : "ratings",
                    value.getMeanRating(),
                    value.getMeanBaseScore()));
        }
    }

    /** Puts the same into {@code json}. */
    public ObjectNode write(ObjectNode json) {
        json.put("added", recorded.getAdded());
        json.put("updated", recorded.getUpdated());
        json.put("total", recorded.getTotal());
        json.put("inactive", recorded.getInactive());
        ObjectNode effect = json.putObject("calibration");
        effect.put("scorer", calibration.getScorerId());
        effect.put("calibrator", calibration.getCalibratorId());
        effect.put("active_annotations", calibration.getActiveAnnotations());
        effect.put("inactive_annotations", calibration.getInactiveAnnotations());
        ArrayNode values = effect.putArray("values");
        calibration.getValuesList().forEach(value -> values.addObject()
                .put("value_id", value.getValueId())
                .put("gain", value.getGain())
                .put("ratings", value.getRatings())
                .put("mean_rating", value.getMeanRating())
                .put("mean_base_score", value.getMeanBaseScore()));
        return json;
    }

    public String toJson() {
        return Json.line(write(Json.object()));
    }

    private String inactive() {
        return recorded.getInactive() == 0
                ? ""
                : "; " + recorded.getInactive() + " without effect for now, because no scorer scores the post";
    }
}
