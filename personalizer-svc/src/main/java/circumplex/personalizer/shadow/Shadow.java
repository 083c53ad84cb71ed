package circumplex.personalizer.shadow;

import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.Reading;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.state.PersonStates;
import circumplex.values.ScoreVector;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the candidate what calls asked the model in use: one at a time, a few wait, and what is more is left out. */
@Singleton
public final class Shadow {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private static final int WAITING = 16;

    private final PersonStates states;
    private final BlockingQueue<Comparison> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ModelInUse candidate = new ModelInUse();
    private final AtomicLong calls = new AtomicLong();
    private volatile @Nullable Running running;
    private @Nullable Thread thread;

    Shadow(PersonStates states) {
        this.states = states;
    }

    /** One candidate from its beginning to its end. */
    private record Running(String modelId, double share, Differences differences) {}

    /** From now on this model is the candidate, which is taken over. */
    public synchronized void begin(ServedModel model, double share) {
        Running next = new Running(model.id(), share, new Differences(model.set(), Instant.now()));
        candidate.replace(model);
        running = next;
        if (thread == null) {
            thread = new Thread(this::work, "shadow");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** There is no candidate any more. */
    public synchronized void end() {
        running = null;
        waiting.clear();
        candidate.close();
    }

    @PreDestroy
    synchronized void close() {
        end();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether the next call is one of the sample: every so many calls, whoever calls. */
    public boolean wanted() {
        Running now = running;
        if (now == null) {
            return false;
        }
        long call = calls.incrementAndGet();
        return (long) (call * now.share()) > (long) ((call - 1) * now.share());
    }

    /** Never waits. */
    public void offer(Comparison comparison) {
        Running now = running;
        if (now != null && !waiting.offer(comparison)) {
            now.differences().skip();
        }
    }

    /** Empty if this is not the candidate of this replica. */
    public Optional<ShadowSummary> summary(String modelId) {
        Running now = running;
        return now == null || !now.modelId().equals(modelId)
                ? Optional.empty()
                : Optional.of(now.differences().summary(now.modelId(), now.share()));
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                compare(waiting.take());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.debug("a comparison is left out: {}", e.getClass().getName());
                Running now = running;
                if (now != null) {
                    now.differences().skip();
                }
            }
        }
    }

    private void compare(Comparison comparison) {
        Running now = running;
        Optional<ModelInUse.Lease> lease = candidate.lease();
        try (ModelInUse.Lease held = lease.orElse(null)) {
            if (now == null || held == null || held.model().set() != comparison.set() || !held.model().id().equals(now.modelId())) {
                return;
            }
            ServedModel model = held.model();
            List<double[][]> inputs = new ArrayList<>();
            List<Integer> readings = new ArrayList<>();
            for (Map<String, ScoreVector> post : comparison.asked()) {
                List<Reading> read = model.space().readings(post);
                read.forEach(reading -> inputs.add(reading.inputs()));
                readings.add(read.size());
            }
            List<ExpectedRatings> expected =
                    model.expect(inputs, states.of(comparison.person(), model).state(), new float[0]);
            int at = 0;
            for (int i = 0; i < readings.size(); i++) {
                List<ExpectedRatings> ofPost = expected.subList(at, at + readings.get(i));
                at += readings.get(i);
                if (!ofPost.isEmpty()) {
                    comparison.answered().get(i).ifPresent(answered -> now.differences()
                            .post(answered.toArray(), ExpectedRatings.average(ofPost).mean()));
                }
            }
            now.differences().feed();
        }
    }
}
