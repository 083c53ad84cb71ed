package circumplex.personalizer;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A personalizer in memory and calls to it, for the tests of one class. */
final class OnTheWire implements AfterAllCallback {

    final String database = Engine.H2.freshUrl();
    private final RunningService service = RunningService.start("personalizer-svc", Map.of("datasources.default.url", database));
    final Calls calls = new Calls(service);

    @Override
    public void afterAll(ExtensionContext context) {
        service.close();
    }
}
