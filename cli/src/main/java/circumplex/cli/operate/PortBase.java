package circumplex.cli.operate;

import circumplex.cli.feed.BadInput;
import circumplex.cli.installation.PortPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code --port-base}. */
final class PortBase {

    private PortBase() {}

    /** @throws BadInput if no twelve ports can be counted from {@code typed} */
    static Optional<PortPlan> of(@Nullable Integer typed) {
        try {
            return Optional.ofNullable(typed).map(PortPlan::new);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--port-base: " + e.getMessage(), e);
        }
    }
}
