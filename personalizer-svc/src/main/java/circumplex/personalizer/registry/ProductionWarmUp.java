package circumplex.personalizer.registry;

import circumplex.kit.WarmUp;
import jakarta.inject.Singleton;

/** The first call already finds the model that is in production. */
@Singleton
final class ProductionWarmUp implements WarmUp {

    private final Production production;

    ProductionWarmUp(Production production) {
        this.production = production;
    }

    @Override
    public void warmUp() {
        production.start();
    }
}
