package circumplex.personalizer.calibration.closedform;

import circumplex.personalizer.calibration.map.NetworkShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a closed form while they are fitted, by the names of its sections. */
final class Parts {

    private final NetworkShape shape;
    private final Map<String, float[]> parts = new LinkedHashMap<>();

    Parts(NetworkShape shape) {
        this.shape = shape;
        shape.sections().forEach(section -> parts.put(section.name(), new float[section.size()]));
    }

    /** To be written into. */
    float[] of(String name) {
        float[] part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part has the name " + name);
        }
        return part;
    }

    float[] joined() {
        float[] parameters = new float[shape.parameters()];
        int at = 0;
        for (NetworkShape.Section section : shape.sections()) {
            System.arraycopy(of(section.name()), 0, parameters, at, section.size());
            at += section.size();
        }
        return parameters;
    }
}
