package circumplex.bench.swap;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.OpenLoop;
import circumplex.bench.load.Outcomes;
import circumplex.bench.load.RawCall;
import circumplex.bench.process.Replica;
import circumplex.cli.services.ModelsClient;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.TrainingJob;
import circumplex.values.ValueDimension;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import io.grpc.ManagedChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** One personalizer with two models of its own training, and clients that call it at a steady rate. */
public final class SwapTrial implements AutoCloseable {

    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final String SCORER = "bench";
    private static final int PEOPLE = 60;
    private static final int POSTS = 80;
    private static final int EACH = 15;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Replica personalizer;
    private final ModelsClient models;
    private final List<ManagedChannel> channels;
    private final double rate;
    private final int posts;
    private final long seed;
    private final List<String> ids = new ArrayList<>();

    /** @param posts posts of a call */
    public SwapTrial(ServiceProgram program, Path folder, double rate, int posts, long seed) {
        this.rate = rate;
        this.posts = posts;
        this.seed = seed;
        personalizer = new Replica(program, ServiceName.PERSONALIZER, folder, Map.of()).start();
        models = new ModelsClient(personalizer.address());
        channels = List.of(Loopback.open(personalizer.address()), Loopback.open(personalizer.address()));
    }

    /**
     * What callers saw.
     *
     * @param steady without swaps
     * @param swapping from the first to the last swap
     * @param swapMillis how long each took its operator
     */
    public record Figures(Outcomes<Boolean> steady, Outcomes<Boolean> swapping, List<Double> swapMillis) {

        /** How much slower the slowest hundredth is while models change. */
        public double ratio() {
            return swapping.millis(99) / steady.millis(99);
        }
    }

    /** Trains two models, and puts the first into production. */
    public void prepare() throws IOException {
        String dataset;
        try (ByteArrayInputStream file = new ByteArrayInputStream(annotations().getBytes(StandardCharsets.UTF_8))) {
            dataset = models.importDataset(
                            DatasetHeader.newBuilder().setName("swap").setLicence("none, drawn at random").build(), file)
                    .getDataset()
                    .getDatasetId();
        }
        for (int model = 0; model < 2; model++) {
            TrainingJob queued = models.train(StartTrainingRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setDatasetId(dataset)
                    .setSeed(seed + model)
                    .putSettings("epochs", 2)
                    .build());
            TrainingJob ended = models.watch(queued.getJobId(), job -> {});
            if (ended.getState() != JobState.JOB_STATE_SUCCEEDED) {
                throw new IllegalStateException("the training failed: " + ended.getFailure());
            }
            ids.add(ended.getModelId());
        }
        promote(0);
    }

    /** Calls for some seconds without a swap, then from the first swap to the last. */
    public Figures run(int swaps, Duration steady, Duration between) {
        run(steady);
        Outcomes<Boolean> before = run(steady);
        List<Double> took = new ArrayList<>();
        OpenLoop<byte[], Boolean> load = OpenLoop.start(rate, seed, call(), answer -> true);
        long began = System.nanoTime();
        for (int swap = 1; swap <= swaps; swap++) {
            long start = System.nanoTime();
            promote(swap);
            took.add((System.nanoTime() - start) / 1e6);
            LockSupport.parkNanos(between.toNanos());
        }
        long ended = System.nanoTime();
        return new Figures(before, load.stop().between(began, ended), took);
    }

    @Override
    public void close() {
        models.close();
        channels.forEach(ManagedChannel::shutdownNow);
        personalizer.close();
    }

    private Outcomes<Boolean> run(Duration time) {
        OpenLoop<byte[], Boolean> load = OpenLoop.start(rate, seed, call(), answer -> true);
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return load.stop();
    }

    private void promote(int turn) {
        models.promote(PromoteModelRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setModelId(ids.get(turn % 2))
                .setEtag(models.list(ListModelsRequest.getDefaultInstance()).getPointer().getEtag())
                .setForce(true)
                .setReason("bench model-swap")
                .build());
    }

    private RawCall call() {
        SplittableRandom random = new SplittableRandom(seed);
        PersonalizeScoresRequest.Builder request =
                PersonalizeScoresRequest.newBuilder().setUserId("somebody").setValueSet(WireValueSets.ref(SET));
        for (int post = 0; post < posts; post++) {
            ValueScores.Builder scores = ValueScores.newBuilder().setValueSetId(SET.id());
            for (int v = 0; v < SET.size(); v++) {
                scores.addScores(random.nextInt(6001) / 1000f);
            }
            request.addPosts(PostToPersonalize.newBuilder()
                    .setPostId("p" + post)
                    .addBaseScores(BaseScores.newBuilder().setScorerId(SCORER).setValues(scores)));
        }
        return new RawCall(channels, PersonalizerServiceGrpc.getPersonalizeScoresMethod(), request.build(), DEADLINE);
    }

    /** Long form; what it says does not matter, only that it can be learnt from. */
    private String annotations() {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("annotator_id,post_id,value_id,rating,base_" + SCORER + "\n");
        double[][] scores = new double[POSTS][SET.size()];
        for (double[] post : scores) {
            for (int v = 0; v < post.length; v++) {
                post[v] = 6 * random.nextDouble();
            }
        }
        for (int person = 0; person < PEOPLE; person++) {
            for (int i = 0; i < EACH; i++) {
                int post = (person * 7 + i * 3) % POSTS;
                for (int v = 0; v < SET.size(); v++) {
                    ValueDimension value = SET.dimension(v);
                    csv.append(String.format(
                            Locale.ROOT,
                            "a%d,p%d,%s,%d,%.3f%n",
                            person,
                            post,
                            value.id(),
                            Math.min(6, (int) (scores[post][v] * random.nextDouble())),
                            scores[post][v]));
                }
            }
        }
        return csv.toString();
    }
}
