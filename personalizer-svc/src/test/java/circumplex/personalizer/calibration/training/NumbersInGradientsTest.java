package circumplex.personalizer.calibration.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.network.CalibratorNetwork;
import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NumbersInGradientsTest {

    private static final float WEIGHT = 0.3f;

    /** What the engine reads again when it follows a gradient must be its own: memory of Java is free by then and others write into it. */
    @Test
    void aCollectionOfGarbageBetweenLossAndGradientChangesNothing() throws InterruptedException, EngineUnavailable {
        try (Torch torch = Torch.start()) {
            for (int i = 0; i < 3; i++) {
                float[] gradient = torch.call(arrays -> {
                    NDArray vector = CalibratorNetwork.aligned(arrays.create(new float[] {1, 2, 3}));
                    vector.setRequiresGradient(true);
                    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                        NDArray loss = NetworkTraining.times(vector.sum(), WEIGHT);
                        collectGarbage();
                        collector.backward(loss);
                        return vector.getGradient().toFloatArray();
                    }
                });
                assertThat(gradient).containsExactly(WEIGHT, WEIGHT, WEIGHT);
            }
        }
    }

    /** Until what became unreachable before has been freed. */
    private static void collectGarbage() {
        for (int round = 0; round < 2; round++) {
            CountDownLatch freed = new CountDownLatch(1);
            Cleaner.create().register(new Object(), freed::countDown);
            boolean done = false;
            while (!done) {
                System.gc();
                try {
                    done = freed.await(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
