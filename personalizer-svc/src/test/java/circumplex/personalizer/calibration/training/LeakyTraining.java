package circumplex.personalizer.calibration.training;

import circumplex.model.engine.Torch;

/** Keeps an array of the engine at every call, as a mistake would. */
public final class LeakyTraining implements AutoCloseable {

    private final Torch.Arena arena;

    public LeakyTraining(Torch torch) {
        arena = torch.newArena();
    }

    public void leak(int floats) {
        arena.arrays().create(new float[floats]);
    }

    @Override
    public void close() {
        arena.close();
    }
}
