package circumplex.bench.classifier;

import circumplex.bench.process.Ports;
import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.bench.start.Footprint;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.cli.services.ClassifierClient;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** As many posts as wanted through one stream of a classifier with the heap of production. */
public final class StreamTrial implements AutoCloseable {

    /** About 240 characters with the number before them. */
    private static final String WORDS = " on a long walk along the river with friends who help each other, and then home to cook for everybody in"
            + " the street before the rain comes; tomorrow again, because it was good for all of us and cost nothing at all, we said";

    private final TrialFolder folder = TrialFolder.create();
    private final int metricsPort = Ports.free();
    private final Replica classifier = new Replica(
            Distribution.ofThisProgram(JvmProfile.LASTING),
            ServiceName.CLASSIFIER,
            folder.of("classifier"),
            Map.of("CLASSIFIER_METRICS_PORT", Integer.toString(metricsPort)));

    /**
     * What the stream needed.
     *
     * @param scored posts that were answered with scores, in the order they were sent
     * @param mostHeap of the service, in MiB, garbage included, at the fullest look
     * @param footprint of the service at the end
     */
    public record Result(long scored, double seconds, double mostHeap, Footprint footprint) {}

    public Result run(long posts, int batch) {
        classifier.start();
        try (ClassifierClient client = new ClassifierClient(classifier.address())) {
            client.classify(new Batches(0, 20L * batch, batch), answer -> {});
            long[] scored = new long[1];
            double[] mostHeap = new double[1];
            long look = Math.max(1, posts / batch / 50);
            long[] answers = new long[1];
            long start = System.nanoTime();
            client.classify(new Batches(posts, 2 * posts, batch), answer -> {
                scored[0] += answer.getPostsList().stream().filter(post -> post.getBaseScoresCount() > 0).count();
                if (answers[0]++ % look == 0) {
                    mostHeap[0] = Math.max(mostHeap[0], Footprint.of(classifier.pid(), metricsPort).heap());
                }
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Result(scored[0], seconds, mostHeap[0], Footprint.of(classifier.pid(), metricsPort));
        }
    }

    /** Bytes that a client gets rid of that reads no answer, in batches of long posts, until nothing more is taken for two seconds. */
    public long bytesWithoutReading() {
        try (SlowReader reader = new SlowReader(classifier.address())) {
            return reader.fill(64 << 20);
        }
    }

    @Override
    public void close() {
        classifier.close();
        folder.close();
    }

    /** Posts with numbers from {@code from} to {@code to}, each another text. */
    private static final class Batches implements Iterator<ClassifyStreamRequest> {

        private final long to;
        private final int batch;
        private long next;

        Batches(long from, long to, int batch) {
            this.next = from;
            this.to = to;
            this.batch = batch;
        }

        @Override
        public boolean hasNext() {
            return next < to;
        }

        @Override
        public ClassifyStreamRequest next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more posts");
            }
            ClassifyStreamRequest.Builder request = ClassifyStreamRequest.newBuilder();
            for (; next < to && request.getPostsCount() < batch; next++) {
                request.addPosts(PostToClassify.newBuilder().setPostId(Long.toString(next)).setText("Number " + next + WORDS));
            }
            return request.setToken(Long.toString(next)).build();
        }
    }
}
