package circumplex.gateway.rank;

import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.NonsenseException;
import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.Stage;
import circumplex.gateway.profile.StoreLostException;
import circumplex.kit.call.Cancellation;
import circumplex.kit.patience.Burst;
import circumplex.kit.patience.LateException;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.telemetry.Trace;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the stages of a feed, each within its share of the time left, and says why one is lost. */
@Singleton
final class Stages {

    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

    /** Kept back from every stage, so that the answer still reaches the client. */
    private static final long RESERVE_MILLIS = 20;

    private static final Burst STORE_TROUBLE = new Burst(Duration.ofMinutes(1));

    private final HangingStages hanging;

    Stages(HangingStages hanging) {
        this.hanging = hanging;
    }

    /**
     * Runs one stage.
     *
     * @param call gets the time that it may take
     * @throws Refusal if the client is gone, or the other service refuses the request
     */
    <T> Outcome<T> attempt(Stage stage, Function<Duration, T> call) {
        Cancellation.check();
        Duration budget = Duration.ofMillis((long) ((Downstream.timeLeft().toMillis() - RESERVE_MILLIS) * stage.share()));
        if (budget.toMillis() < 1) {
            return new Outcome.Lost<>(Degradation.Reason.DEADLINE);
        }
        return hanging.unless(stage, budget, () -> Trace.stage(stage.step(), () -> run(stage, call, budget)));
    }

    private static <T> Outcome<T> run(Stage stage, Function<Duration, T> call, Duration budget) {
        try {
            return new Outcome.Answered<>(call.apply(budget));
        } catch (StatusRuntimeException e) {
            Cancellation.check();
            return new Outcome.Lost<>(lost(stage, e));
        } catch (NonsenseException e) {
            LOG.warn("{} answered nonsense: {}", stage.service(), e.getMessage());
            return new Outcome.Lost<>(Degradation.Reason.FAILED);
        } catch (LateException | StoreLostException e) {
            if (STORE_TROUBLE.begins()) {
                LOG.warn("{} cannot be read: {}", stage.service(), e.getMessage());
            }
            return new Outcome.Lost<>(Degradation.Reason.UNAVAILABLE);
        }
    }

    private static Degradation.Reason lost(Stage stage, StatusRuntimeException failure) {
        if (Downstream.broken(failure)) {
            throw Downstream.refusal(stage.service(), failure);
        }
        Status.Code code = failure.getStatus().getCode();
        return switch (code) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED -> Degradation.Reason.UNAVAILABLE;
            case DEADLINE_EXCEEDED -> Degradation.Reason.DEADLINE;
            default -> {
                LOG.warn("{} failed: {}", stage.service(), code);
                yield Degradation.Reason.FAILED;
            }
        };
    }
}
