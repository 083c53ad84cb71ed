package circumplex.kit.admission;

import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * Two cores that share themselves equally among the calls under way, in a time of its own: what overload does to a server, without a
 * server. Calls arrive by chance and not one after the other's answer.
 */
final class SimulatedServer {

    /** What happened in a stretch of time. */
    record Seen(int answered, int late, int refused, double meanMillis) {}

    private static final double CORES = 2;
    private static final double STEP_MILLIS = 0.2;

    /** Between two counts of the calls that wait; no multiple of the second that a window of the limit takes. */
    private static final double LOOK_MILLIS = 1_070;

    /** What refusing costs: a thread, headers and trailers. */
    private static final double REFUSAL_MILLIS = 0.1;

    private final Random random;
    private final Optional<Admission> admission;
    private final double deadlineMillis;
    private final List<Call> underWay = new ArrayList<>();
    private double nowMillis;

    /** What calls spend on waiting for another service before they work. */
    private double idleMillis;

    private double waitedMillis;
    private double lookedMillis;
    private double waiting;

    private static final class Call {

        private final double startMillis;
        private final Optional<Permit> permit;
        private double workMillis;

        Call(double startMillis, double workMillis, Optional<Permit> permit) {
            this.startMillis = startMillis;
            this.workMillis = workMillis;
            this.permit = permit;
        }
    }

    /** @param limits empty for a server that takes everything */
    SimulatedServer(long seed, Optional<AdmissionLimits> limits, double deadlineMillis) {
        this.random = new Random(seed);
        this.deadlineMillis = deadlineMillis;
        this.admission = limits.map(some -> new Admission(
                some,
                OpenTelemetry.noop().getMeter("test"),
                "simulated",
                () -> (long) (nowMillis * 1e6),
                () -> waiting,
                (int) CORES));
    }

    /** From now on calls wait so long for another service before they work. */
    void idle(double millis) {
        idleMillis = millis;
    }

    /** What {@link CoreWatch} does, at moments that have nothing to do with those at which the limit asks. */
    private void look() {
        waiting = waitedMillis / (nowMillis - lookedMillis);
        waitedMillis = 0;
        lookedMillis = nowMillis;
    }

    int limit() {
        return admission.map(Admission::limit).orElse(Integer.MAX_VALUE);
    }

    /** Calls of {@code workMicros} each, drawn by a number below 100, at {@code load} times what the cores can do. */
    Seen run(double seconds, double load, IntUnaryOperator workMicros) {
        double meanMillis = 0;
        for (int i = 0; i < 100; i++) {
            meanMillis += workMicros.applyAsInt(i) / 1e5;
        }
        double perStep = load * CORES / meanMillis * STEP_MILLIS;
        int answered = 0;
        int late = 0;
        int refused = 0;
        double waited = 0;
        double end = nowMillis + seconds * 1_000;
        while (nowMillis < end) {
            for (int arrivals = poisson(perStep); arrivals > 0; arrivals--) {
                refused += arrive(workMicros.applyAsInt(random.nextInt(100)) / 1e3) ? 0 : 1;
            }
            long working = underWay.stream().filter(this::works).count();
            double share = STEP_MILLIS * Math.min(1, CORES / Math.max(1, working));
            waitedMillis += STEP_MILLIS * Math.max(0, working - CORES);
            nowMillis += STEP_MILLIS;
            if (nowMillis - lookedMillis >= LOOK_MILLIS) {
                look();
            }
            for (Iterator<Call> calls = underWay.iterator(); calls.hasNext(); ) {
                Call call = calls.next();
                call.workMillis -= works(call) ? share : 0;
                boolean timedOut = nowMillis - call.startMillis > deadlineMillis;
                if (call.workMillis <= 0 || timedOut) {
                    calls.remove();
                    if (call.permit.isPresent() || admission.isEmpty()) {
                        call.permit.ifPresent(
                                permit -> permit.end(timedOut ? Status.Code.DEADLINE_EXCEEDED : Status.Code.OK));
                        answered += timedOut ? 0 : 1;
                        late += timedOut ? 1 : 0;
                        waited += timedOut ? 0 : nowMillis - call.startMillis;
                    }
                }
            }
        }
        return new Seen(answered, late, refused, waited / Math.max(1, answered));
    }

    private boolean works(Call call) {
        return call.permit.isEmpty() || nowMillis - call.startMillis >= idleMillis;
    }

    private boolean arrive(double workMillis) {
        Optional<Permit> permit = admission.flatMap(some -> some.enter(Priority.INTERACTIVE));
        boolean taken = permit.isPresent() || admission.isEmpty();
        underWay.add(new Call(nowMillis, taken ? workMillis : REFUSAL_MILLIS, permit));
        return taken;
    }

    private int poisson(double mean) {
        double product = random.nextDouble();
        int count = 0;
        for (double limit = Math.exp(-mean); product > limit; count++) {
            product *= random.nextDouble();
        }
        return count;
    }
}
