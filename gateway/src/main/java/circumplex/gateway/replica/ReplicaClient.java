package circumplex.gateway.replica;

import circumplex.errors.v1.ErrorReason;
import circumplex.gateway.GatewaySettings;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.FailureWire;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.v1.ExplainKeptPostRequest;
import circumplex.gateway.v1.ExplainKeptPostResponse;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.ForgetRankingsRequest;
import circumplex.gateway.v1.ForgetRankingsResponse;
import circumplex.gateway.v1.ReplicaServiceGrpc;
import circumplex.gateway.v1.ReplicaServiceGrpc.ReplicaServiceFutureStub;
import circumplex.kit.call.Cancellation;
import circumplex.kit.channel.Channels;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.refusal.RefusalStatus;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of the gateway as one of them sees them. All are asked at once; none of them asks another one. */
@Singleton
public final class ReplicaClient {

    static final String SERVICE = "gateway";

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaClient.class);
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    /** Of the time left; the rest is for the answer. */
    private static final double SHARE = 0.8;

    private final List<ManagedChannel> channels = new ArrayList<>();

    ReplicaClient(GatewaySettings settings) {
        for (String address : settings.peers().isBlank() ? new String[0] : settings.peers().split(",", -1)) {
            channels.add(Channels.open("GATEWAY_PEERS", address.strip(), SERVICE, MAX_ANSWER_BYTES));
        }
    }

    @PreDestroy
    void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    /**
     * What was forgotten elsewhere.
     *
     * @param everywhere whether every replica has done so
     */
    public record Forgotten(int rankings, boolean everywhere) {}

    /**
     * Why a post stands where it stands in a ranking that another replica made; empty if none of them keeps it.
     *
     * @throws Refusal NOT_FOUND if one keeps the ranking and it has no such post; UNAVAILABLE if none has it and one could not be asked
     */
    public Optional<ExplainPostResponse> explain(String rankingId, String postId) {
        ExplainKeptPostRequest request = ExplainKeptPostRequest.newBuilder()
                .setRankingId(rankingId)
                .setPostId(postId)
                .build();
        Answers<ExplainKeptPostResponse> answers =
                ask(Downstream.share(SHARE), stub -> stub.explainKeptPost(request), answer -> true);
        if (!answers.given().isEmpty()) {
            return Optional.of(answers.given().get(0).getExplanation());
        }
        for (StatusRuntimeException failure : answers.failures()) {
            if (!isNotFound(failure)) {
                // A replica that is late is as good as one that is down: the client may try again.
                throw failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
                        ? Downstream.unavailable(SERVICE)
                        : Downstream.refusal(SERVICE, failure);
            }
            if (RankedFeed.POST.equals(FailureWire.metadata(failure).get(RankedFeed.RESOURCE))) {
                throw RankedFeed.postNotFound();
            }
        }
        return Optional.empty();
    }

    /** Makes all replicas forget the rankings of a person. */
    public Forgotten forget(String userId, Duration budget) {
        ForgetRankingsRequest request =
                ForgetRankingsRequest.newBuilder().setUserId(userId).build();
        Answers<ForgetRankingsResponse> answers = ask(budget, stub -> stub.forgetRankings(request), answer -> false);
        answers.failures()
                .forEach(failure -> LOG.warn(
                        "a replica could not forget: {}", failure.getStatus().getCode()));
        return new Forgotten(
                answers.given().stream()
                        .mapToInt(ForgetRankingsResponse::getRankingsDeleted)
                        .sum(),
                answers.failures().isEmpty());
    }

    private record Answers<A>(List<A> given, List<StatusRuntimeException> failures) {}

    /** Asks all; stops waiting at the first answer that is enough. */
    private <A> Answers<A> ask(
            Duration budget, Function<ReplicaServiceFutureStub, ListenableFuture<A>> call, Predicate<A> enough) {
        BlockingQueue<ListenableFuture<A>> done = new LinkedBlockingQueue<>();
        List<ListenableFuture<A>> asked = new ArrayList<>();
        for (ManagedChannel channel : channels) {
            ListenableFuture<A> answer = call.apply(ReplicaServiceGrpc.newFutureStub(channel)
                    .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS));
            asked.add(answer);
            answer.addListener(() -> done.add(answer), Runnable::run);
        }
        Answers<A> answers = new Answers<>(new ArrayList<>(), new ArrayList<>());
        try {
            for (int i = 0; i < asked.size(); i++) {
                A answer = take(done, answers.failures());
                if (answer != null) {
                    answers.given().add(answer);
                    if (enough.test(answer)) {
                        break;
                    }
                }
            }
        } finally {
            asked.forEach(answer -> answer.cancel(true));
        }
        Cancellation.check();
        return answers;
    }

    /** The next answer; null if it is a failure. Every call ends by its deadline, so there is a next one. */
    private static <A> @Nullable A take(
            BlockingQueue<ListenableFuture<A>> done, List<StatusRuntimeException> failures) {
        try {
            return done.take().get();
        } catch (ExecutionException e) {
            failures.add(
                    e.getCause() instanceof StatusRuntimeException failure
                            ? failure
                            : Status.INTERNAL.asRuntimeException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(Status.CANCELLED.asRuntimeException());
        }
        return null;
    }

    private static boolean isNotFound(StatusRuntimeException failure) {
        return RefusalStatus.reason(failure).equals(Optional.of(ErrorReason.ERROR_REASON_NOT_FOUND));
    }
}
