package circumplex.cli.services;

import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceStub;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way through {@code ClassifyStream}, a few at a time and in order. A stream that ends early is opened again and begins
 * with the batches that have no answer yet.
 */
final class BatchStream {

    /** So that the service never waits for the next batch, and neither side holds more than some megabytes. */
    private static final int UNDER_WAY = 4;

    /** Streams in a row that end without a single answer before it is given up. */
    private static final int FRUITLESS = 5;

    private static final long FIRST_PAUSE_MILLIS = 100;

    private static final long DEADLINE_MINUTES = 9;

    private final ClassifierServiceStub classifier;
    private final Deque<ClassifyStreamRequest> unanswered = new ArrayDeque<>();

    BatchStream(ClassifierServiceStub classifier) {
        this.classifier = classifier;
    }

    /** Something that came from the service: an answer, or without one the end. */
    private record Event(@Nullable ClassifyStreamResponse answer, @Nullable Throwable failure) {}

    /** @throws StatusRuntimeException if the service refuses, or cannot be reached for some seconds */
    void run(Iterator<ClassifyStreamRequest> batches, Consumer<ClassifyStreamResponse> taker) {
        int fruitless = 0;
        while (batches.hasNext() || !unanswered.isEmpty()) {
            int[] answers = new int[1];
            try {
                one(batches, answer -> {
                    answers[0]++;
                    taker.accept(answer);
                });
            } catch (StatusRuntimeException e) {
                fruitless = answers[0] > 0 ? 1 : fruitless + 1;
                if (!passes(e.getStatus().getCode()) || fruitless == FRUITLESS) {
                    throw e;
                }
                pause(FIRST_PAUSE_MILLIS << fruitless);
            }
        }
    }

    private void one(Iterator<ClassifyStreamRequest> batches, Consumer<ClassifyStreamResponse> taker) {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        StreamObserver<ClassifyStreamRequest> requests =
                classifier.withDeadlineAfter(DEADLINE_MINUTES, TimeUnit.MINUTES).classifyStream(into(events));
        boolean ended = false;
        try {
            unanswered.forEach(requests::onNext);
            while (true) {
                while (unanswered.size() < UNDER_WAY && batches.hasNext()) {
                    ClassifyStreamRequest next = batches.next();
                    unanswered.add(next);
                    requests.onNext(next);
                }
                if (unanswered.isEmpty()) {
                    return;
                }
                ClassifyStreamResponse answer = answer(events);
                if (!answer.getToken().equals(unanswered.element().getToken())) {
                    throw new IllegalStateException("the classifier answers another batch than the next");
                }
                taker.accept(answer);
                unanswered.remove();
            }
        } catch (StatusRuntimeException e) {
            ended = true;
            throw e;
        } finally {
            if (!ended) {
                end(requests);
            }
        }
    }

    private void end(StreamObserver<ClassifyStreamRequest> requests) {
        if (unanswered.isEmpty()) {
            requests.onCompleted();
        } else {
            requests.onError(Status.CANCELLED.asRuntimeException());
        }
    }

    private static ClassifyStreamResponse answer(BlockingQueue<Event> events) {
        try {
            Event event = events.take();
            if (event.answer() != null) {
                return event.answer();
            }
            // A stream that ends well before its last answer is one that somebody in between cut.
            throw event.failure() instanceof StatusRuntimeException failure ? failure : Status.UNAVAILABLE.asRuntimeException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.asRuntimeException();
        }
    }

    private static StreamObserver<ClassifyStreamResponse> into(BlockingQueue<Event> events) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ClassifyStreamResponse answer) {
                events.add(new Event(answer, null));
            }

            @Override
            public void onError(Throwable failure) {
                events.add(new Event(null, failure));
            }

            @Override
            public void onCompleted() {
                events.add(new Event(null, null));
            }
        };
    }

    private static boolean passes(Status.Code code) {
        return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
