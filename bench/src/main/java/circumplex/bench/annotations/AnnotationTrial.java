package circumplex.bench.annotations;

import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * One personalizer on an H2 file: somebody of whom nothing is known, somebody with ten annotations, somebody with very many, and anybody out
 * of very many people with ten each. They are asked in turn, so that the machine is the same for all.
 */
public final class AnnotationTrial implements AutoCloseable {

    /** Annotations of an ordinary person. */
    public static final int FEW = 10;

    /** Calls of each kind of person that are timed. */
    public static final int KINDS = 3;

    /** Annotations of more people would fill the disk and are read by nobody: what a model knows of people is in their states. */
    private static final int ANNOTATED = 100_000;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String COPY = "copy-";
    private static final int POSTS = 200;
    private static final int BATCH = 100;
    private static final ValueSet SET = ValueSets.all().defaultSet();

    private final TrialFolder folder = TrialFolder.create();
    private final Replica personalizer;
    private final Random random = new Random(1);
    private final String scorer;
    private final int many;
    private final int people;

    /**
     * @param model what personalizes, as {@code CALIBRATOR_FOLDER} names it
     * @param scorer whose scores are sent
     * @param many annotations of the person with very many
     * @param people how many people there are, all with states and the first {@value #ANNOTATED} with annotations
     */
    public AnnotationTrial(String model, String scorer, int many, int people) {
        personalizer = new Replica(
                Distribution.ofThisProgram(JvmProfile.LASTING),
                ServiceName.PERSONALIZER,
                folder.of("personalizer"),
                Map.of("CALIBRATOR_FOLDER", model));
        this.scorer = scorer;
        this.many = many;
        this.people = people;
    }

    /**
     * The times of one kind of call.
     *
     * @param calibrator that answered, empty where nothing is answered by one
     */
    public record Row(String call, String person, String calibrator, Histogram times) {}

    /** @param calls of each kind */
    public List<Row> run(int calls) throws SQLException {
        personalizer.start();
        annotate("few", FEW);
        annotate("many", many);
        awaitState("few");
        awaitState("many");
        personalizer.terminate();
        personalizer.exitCode();
        multiply();
        personalizer.start();
        Map<String, IntFunction<String>> persons = new LinkedHashMap<>();
        persons.put("nothing annotated", i -> "nobody-" + i);
        persons.put(FEW + " annotations", i -> "few");
        persons.put(many + " annotations", i -> "many");
        persons.put(FEW + " annotations, any of " + people + " people", i -> COPY + (1 + random.nextInt(people)));
        List<Row> rows = new ArrayList<>();
        try (Calls client = new Calls()) {
            persons.forEach((name, person) -> {
                String calibrator = client.personalize(person.apply(0)).getCalibration().getCalibratorId();
                rows.add(new Row("PersonalizeScores, " + POSTS + " posts", name, calibrator, new Histogram(LONGEST_NANOS, 3)));
                rows.add(new Row("RecordAnnotations, 1 post", name, "", new Histogram(LONGEST_NANOS, 3)));
                rows.add(new Row("PersonalizeScores right after that", name, calibrator, new Histogram(LONGEST_NANOS, 3)));
            });
            List<IntFunction<String>> whom = List.copyOf(persons.values());
            for (int i = -calls / 4; i < calls; i++) {
                for (int p = 0; p < whom.size(); p++) {
                    String user = whom.get(p).apply(i + calls);
                    time(rows.get(KINDS * p), i, () -> client.personalize(user));
                }
            }
            for (int i = -calls / 40; i < calls / 10; i++) {
                for (int p = 0; p < whom.size(); p++) {
                    String user = annotated(whom.get(p).apply(i + calls));
                    // The same post over and over: the number of annotations stays.
                    RecordAnnotationsRequest request = recording(user, 0, 1, 1 + Math.floorMod(i, 6));
                    time(rows.get(KINDS * p + 1), i, () -> client.stub().recordAnnotations(request));
                    time(rows.get(KINDS * p + 2), i, () -> client.personalize(user));
                }
            }
        }
        return rows;
    }

    /** The most that was resident of the service since it was started on all these people, in MiB. */
    public double peakMebibytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(personalizer.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody of the same kind with annotations. */
    private String annotated(String user) {
        return user.startsWith(COPY) ? COPY + (1 + random.nextInt(Math.min(people, ANNOTATED))) : user;
    }

    @Override
    public void close() {
        personalizer.close();
        folder.close();
    }

    private static void time(Row row, int i, Runnable call) {
        long start = System.nanoTime();
        call.run();
        if (i >= 0) {
            row.times().recordValue(System.nanoTime() - start);
        }
    }

    private void annotate(String user, int annotations) {
        try (Calls client = new Calls()) {
            for (int from = 0; from < annotations; from += BATCH) {
                client.stub().recordAnnotations(recording(user, from, Math.min(BATCH, annotations - from), -1));
            }
        }
    }

    private void awaitState(String user) {
        try (Calls client = new Calls()) {
            while (client.personalize(user).getCalibration().getCatchingUp()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** Copies the ordinary person with everything that is kept, table by table, while nobody serves. */
    private void multiply() throws SQLException {
        Path file = personalizer.folder().resolve("personalizer");
        String url = "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String table : List.of("person", "annotation", "annotation_tally", "calibration_state")) {
                StringBuilder columns = new StringBuilder();
                StringBuilder values = new StringBuilder();
                try (var found = connection.getMetaData().getColumns(null, "public", table, null)) {
                    while (found.next()) {
                        String column = found.getString("COLUMN_NAME");
                        columns.append(columns.length() == 0 ? "" : ", ").append(column);
                        values.append(values.length() == 0 ? "" : ", ").append(column.equals("user_id") ? "'" + COPY + "' || \"X\"" : "t." + column);
                    }
                }
                statement.execute("insert into " + table + " (" + columns + ") select " + values + " from " + table
                        + " t, system_range(1, " + (table.startsWith("annotation") ? Math.min(people, ANNOTATED) : people)
                        + ") where t.user_id = 'few'");
            }
        }
    }

    private RecordAnnotationsRequest recording(String user, int from, int count, int rating) {
        RecordAnnotationsRequest.Builder request = RecordAnnotationsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setValueSet(WireValueSets.ref(SET));
        for (int i = from; i < from + count; i++) {
            Annotation.Builder annotation =
                    request.addAnnotationsBuilder().setContentKey(String.format("%064x", i)).addBaseScores(scores());
            SET.dimensions()
                    .forEach(value -> annotation.putRatings(value.id(), rating < 0 ? Math.max(0, random.nextInt(20) - 13) : rating));
        }
        return request.build();
    }

    private BaseScores scores() {
        ValueScores.Builder values = ValueScores.newBuilder();
        for (int v = 0; v < SET.size(); v++) {
            values.addScores(random.nextInt(3) == 0 ? random.nextInt(6001) / 1000f : 0);
        }
        return BaseScores.newBuilder().setScorerId(scorer).setValues(values).build();
    }

    private final class Calls implements AutoCloseable {

        private final ManagedChannel channel = NettyChannelBuilder.forAddress(
                        personalizer.address().host(), personalizer.address().port())
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
        private final PersonalizeScoresRequest.Builder feed =
                PersonalizeScoresRequest.newBuilder().setValueSet(WireValueSets.ref(SET));

        Calls() {
            for (int i = 0; i < POSTS; i++) {
                feed.addPosts(PostToPersonalize.newBuilder().setPostId("post-" + i).addBaseScores(scores()));
            }
        }

        PersonalizerServiceBlockingStub stub() {
            return PersonalizerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(1, TimeUnit.MINUTES);
        }

        PersonalizeScoresResponse personalize(String user) {
            return stub().personalizeScores(feed.setUserId(user).build());
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
