package circumplex.bench.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.Loopback;
import circumplex.bench.process.Limits;
import circumplex.bench.process.PostgresServer;
import circumplex.bench.process.Replica;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients write is in no log, metric, trace, error, column or file that is not there to hold it: a word in every text field of every
 * call, one field at a time and all at once, while all is well, while services are down and while disks are full. Posts are scored by a
 * language model that says them back.
 */
class PrivacyTest {

    private static final long SEED = 20261122;

    /** Every write begins with this table; what comes behind it refuses rows first. */
    private static final Set<String> FIRST = Set.of("idempotency");

    /** Then what comes behind the first tables of those. */
    private static final Set<String> THEN = Set.of("idempotency", "person", "model_usage");

    /** Tables whose rows the server has to have quoted in the end. Of scores it gets no new row: the texts are known by then. */
    private static final List<String> QUOTED = List.of("profile", "person", "annotation", "answer", "kept_text", "model_usage");
    private static final String IMPORT = "ModelService/ImportDataset content: ";
    private static final int DISK_KIBIBYTES = 1024;
    private static final int MOST_WRITES = 20_000;

    @TempDir
    private Path folder;

    @TempDir
    private Path logs;

    private final ServiceProgram program = Distribution.ofThisProgram(JvmProfile.BRIEF);
    private final Words words = new Words(SEED);
    private final Sender sender = new Sender(words);
    private final GoodRequests good = new GoodRequests();

    @Test
    void wordsOfClientsAreOnlyWhereTheyBelong() throws IOException, InterruptedException {
        fillTheDisk(ServiceName.GATEWAY, ProfileServiceGrpc.getUpdateProfileMethod());
        fillTheDisk(ServiceName.PERSONALIZER, PersonalizerServiceGrpc.getRecordAnnotationsMethod());
        Map<String, byte[]> left;
        try (FakeLlm model = FakeLlm.start(new Parrot());
                Observed services = services(model, Map.of())) {
            for (ServiceName service : ServiceName.values()) {
                sendEverything(services, service);
            }
            importTables(services);
            services.scrape();
            for (ServiceName service : List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER)) {
                services.get(service).kill();
            }
            sendEverything(services, ServiceName.GATEWAY);
            services.scrape();
            left = services.leftBehind();
            assertThat(model.chats())
                    .as("the model hears words")
                    .anyMatch(chat -> !words.in(chat.body().toString().getBytes(StandardCharsets.UTF_8)).isEmpty());
        }
        left.put("errors", sender.errors());
        Map<String, Set<String>> found = found(left);

        assertThat(Belongs.notIn(found)).as("leaks").isEmpty();
        assertThat(Belongs.values()).as("the search sees what is there").allMatch(rule -> rule.seenIn(found));
        assertThat(left).as("everything that is searched").hasEntrySatisfying("traces", spans -> assertThat(text(spans)).contains("RankFeed"));
        assertThat(left.entrySet().stream().filter(page -> page.getKey().startsWith("metrics of")))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(text(page.getValue())).contains("grpc_server_call"));
        assertThat(Belongs.notIn(found(Map.of("log with a planted line", planted()))))
                .as("a line with a person in it is seen")
                .hasSize(1);
    }

    /**
     * The same where databases are PostgreSQL's: a server that quotes whole rows when it refuses them, to the service and in its own log.
     * Services give it no reason to: all that it logs while nothing is wrong with its tables is searched.
     */
    @Test
    void wordsOfClientsAreOnlyWhereTheyBelongOnPostgresToo() throws IOException {
        Path log = Files.createFile(logs.resolve("postgres.log"));
        Map<String, byte[]> left;
        byte[] quoting;
        try (PostgresServer postgres = PostgresServer.startLoggingTo(log);
                FakeLlm model = FakeLlm.start(new Parrot())) {
            Map<ServiceName, String> databases = new EnumMap<>(ServiceName.class);
            Observed.KEEPING.forEach(service -> databases.put(service, postgres.freshUrl()));
            try (Observed services = services(model, databases)) {
                Observed.KEEPING.forEach(service -> sendEverything(services, service));
                byte[] quiet = postgres.own() ? whenLogged("insert into profile", log) : Files.readAllBytes(log);
                for (Set<String> taken : List.of(FIRST, THEN)) {
                    databases.values().forEach(url -> Columns.refuseRows(url, taken));
                    Observed.KEEPING.forEach(service -> sendEverything(services, service));
                }
                left = services.leftBehind();
                left.put("server's log", quiet);
            }
            quoting = Files.readAllBytes(log);
            assertThat(!words.in(quoting).isEmpty()).as("rows are quoted").isEqualTo(postgres.own());
            if (postgres.own()) {
                assertThat(QUOTED).allSatisfy(table -> assertThat(text(quoting)).contains("relation \"" + table + "\""));
            }
        }
        left.put("errors", sender.errors());
        Map<String, Set<String>> found = found(left);

        assertThat(Belongs.notIn(found)).as("leaks").isEmpty();
        assertThat(List.of(Belongs.PERSON, Belongs.TEXT, Belongs.REPLIED_TO, Belongs.REQUEST, Belongs.CONTENT_KEY, Belongs.SCORER))
                .as("the search sees what is there")
                .allMatch(rule -> rule.seenIn(found));
    }

    private Observed services(FakeLlm model, Map<ServiceName, String> databases) throws IOException {
        return new Observed(program, folder, "DEBUG", databases, Map.of(
                "SCORER", "llm", "LLM_BASE_URL", model.url(), "LLM_MODEL", "fake-model", "LLM_PROBE_MILLIS", "100"));
    }

    private Map<String, Set<String>> found(Map<String, byte[]> left) {
        Map<String, Set<String>> found = new TreeMap<>();
        left.forEach((where, bytes) -> {
            Set<String> places = words.in(bytes);
            if (!places.isEmpty()) {
                found.put(where, places);
            }
        });
        return found;
    }

    /** All of the log, once it has this; the server writes it in its own time. */
    private static byte[] whenLogged(String what, Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!text(Files.readAllBytes(log)).contains(what)) {
            assertThat(System.nanoTime() - end).as("not logged: " + what).isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return Files.readAllBytes(log);
    }

    private byte[] planted() {
        String place = words.places().stream().filter(each -> each.endsWith(" user_id")).findFirst().orElseThrow();
        return ("2026-11-22 INFO somebody " + words.of(place) + " called").getBytes(StandardCharsets.UTF_8);
    }

    private void sendEverything(Observed services, ServiceName service) {
        ManagedChannel channel = Loopback.open(services.get(service).address());
        try {
            Rpcs.of(service).forEach(method -> send(channel, method));
        } finally {
            channel.shutdownNow();
        }
    }

    private void send(ManagedChannel channel, MethodDescriptor<?, ?> method) {
        Message request = request(method);
        sender.sendWithId(channel, method, good.again(request));
        for (String path : Texts.paths(Rpcs.input(method))) {
            sender.send(channel, method, Texts.with(good.again(request), path, text(method, path)));
        }
        sender.send(channel, method, Texts.filled(Rpcs.input(method), path -> text(method, path)));
    }

    /** A table of ratings that is taken, and such as are refused for what stands in one of their cells. */
    private void importTables(Observed services) {
        ManagedChannel channel = Loopback.open(services.get(ServiceName.PERSONALIZER).address());
        try {
            assertThat(importTable(channel, "rating", "a", "benevolence_caring", "4")).isEqualTo(Status.Code.OK);
            String word = words.of(IMPORT + "a cell that is refused");
            assertThat(List.of(
                            importTable(channel, "rating", "b", "benevolence_caring", word),
                            importTable(channel, "rating", "c", word, "4"),
                            importTable(channel, word, "d", "benevolence_caring", "4")))
                    .doesNotContain(Status.Code.OK, Status.Code.INTERNAL, Status.Code.UNKNOWN);
        } finally {
            channel.shutdownNow();
        }
    }

    private Status.Code importTable(ManagedChannel channel, String lastColumn, String table, String value, String rating) {
        String people = IMPORT + table + " people and posts";
        String csv = "annotator_id,post_id,base_scorer,value_id," + lastColumn + "\n"
                + words.of(people) + "," + words.of(people) + ",1.5," + value + "," + rating + "\n";
        return sender.sendStream(channel, ModelServiceGrpc.getImportDatasetMethod(), List.of(
                ImportDatasetRequest.newBuilder()
                        .setHeader(DatasetHeader.newBuilder().setName("a table").setLicence("CC0"))
                        .build(),
                ImportDatasetRequest.newBuilder().setContent(ByteString.copyFromUtf8(csv)).build()));
    }

    /** With the level of the log that is the default. */
    private void fillTheDisk(ServiceName service, MethodDescriptor<?, ?> write) {
        Path own = folder.resolve("full-" + service.label());
        try (Replica replica = new Replica(Limits.fileSize(program, DISK_KIBIBYTES), service, own, Map.of()).start()) {
            ManagedChannel channel = Loopback.open(replica.address());
            try {
                boolean full = IntStream.range(0, MOST_WRITES)
                        .mapToObj(i -> sender.send(channel, write, Texts.with(
                                good.again(request(write)), "user_id", words.of(service + " when the disk is full user_id") + "-" + i)))
                        .anyMatch(Status.Code.RESOURCE_EXHAUSTED::equals);
                assertThat(full).as("the disk of %s is full", service).isTrue();
                send(channel, write);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private Message request(MethodDescriptor<?, ?> method) {
        return good.of(method.getFullMethodName())
                .orElseThrow(() -> new AssertionError("no good request for " + method.getFullMethodName()));
    }

    private String text(MethodDescriptor<?, ?> method, String path) {
        String place = method.getFullMethodName().substring("circumplex.".length()) + " " + path;
        String field = path.substring(path.lastIndexOf('.') + 1);
        return switch (field) {
            case "request_id" -> words.uuidOf(place);
            case "content_key", "sha256" -> words.of(place) + words.of(place);
            case "text" -> "Kind people help each other and " + words.of(place) + " too.";
            default -> words.of(place);
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
