package circumplex.bench.classifier;

import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The classifier with a fake model that answers at once, with the lexicon alone, and what would be used instead, one after the other. */
public final class ClassifierTrial implements AutoCloseable {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String WORDS = " on a long walk along the river with friends who help each other, and then home to cook for everybody in the "
            + "street before the rain comes; tomorrow again, because it was good for all of us and cost nothing at all";

    private final TrialFolder folder = TrialFolder.create();
    private final FakeLlm llm = FakeLlm.start(chat -> FakeLlm.rates(chat, text -> "0120345600000000006"));
    private final Replica asking = replica("llm", Map.of(
            "SCORER", "llm",
            "LLM_BASE_URL", llm.url(),
            "LLM_MODEL", "fake-model",
            "LLM_DAILY_TOKENS", "1000000000000",
            "SCORING_THREADS", "64"));
    private final Replica embedded = replica("embedded", Map.of());
    private final AtomicLong texts = new AtomicLong();

    /** The time of one call of each contender at one number of callers. */
    public record Row(String contender, int callers, Histogram times) {}

    /** @param callsEach of every contender at every number of callers */
    public List<Row> run(List<Integer> callers, int callsEach) {
        asking.start();
        embedded.start();
        List<Row> rows = new ArrayList<>();
        try (ClassifierCalls withModel = new ClassifierCalls(asking.address(), 2);
                ClassifierCalls without = new ClassifierCalls(embedded.address(), 1)) {
            awaitModel(withModel);
            Chat chat = llm.chats().get(0);
            llm.forgetful();
            Contender floor = new PostRequests(llm.url(), chat.body().toString());
            Contender langChain = new LangChain(llm.url(), chat.body());
            for (Contender each : List.of(floor, langChain, without, withModel)) {
                time(each, 16, callsEach / 2);
            }
            for (int count : callers) {
                rows.add(new Row("HTTP alone (floor)", count, time(floor, count, callsEach)));
                rows.add(new Row("LangChain4j in process, nothing stored", count, time(langChain, count, callsEach)));
                rows.add(new Row("ClassifyPosts, lexicon alone", count, time(without, count, callsEach)));
                rows.add(new Row("ClassifyPosts, model and lexicon", count, time(withModel, count, callsEach)));
            }
        }
        return rows;
    }

    /** The time of a call for a post whose scores are known. */
    public Histogram cached(int calls) {
        try (ClassifierCalls withModel = new ClassifierCalls(asking.address(), 2)) {
            String text = text();
            withModel.score(text);
            Histogram times = new Histogram(LONGEST_NANOS, 3);
            for (int i = -calls / 2; i < calls; i++) {
                long start = System.nanoTime();
                withModel.score(text);
                if (i >= 0) {
                    times.recordValue(System.nanoTime() - start);
                }
            }
            return times;
        }
    }

    /** Posts of about 240 characters that the lexicon scores in a second, 200 in a call, for so long. */
    public double embeddedPerSecond(Duration duration) {
        try (ClassifierCalls without = new ClassifierCalls(embedded.address(), 1)) {
            long scored = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < duration.toNanos()) {
                List<String> batch = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    batch.add(text());
                }
                scored += without.classify(batch).size();
            }
            return scored / ((System.nanoTime() - start) / 1e9);
        }
    }

    /**
     * Posts that the model that ships scores in a second of processor time, in a process of its own.
     *
     * @param readAndScored with normalising, naming and telling the language
     */
    public record PerCore(double readAndScored, double scoredAlone) {}

    public PerCore embeddedPerCore() throws IOException {
        Path jar = Distribution.ofThisProgram(JvmProfile.LASTING).folder().resolve("circumplex-classifier-svc.jar");
        Process process = new ProcessBuilder(
                        Distribution.java(), "-Xmx384m", "-cp", jar.toString(), "circumplex.classifier.embedded.EmbeddedSpeed")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String[] figures = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ", -1);
        if (figures.length != 2) {
            throw new IllegalStateException("the embedded model cannot be measured here");
        }
        return new PerCore(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    /** What the classifier that asks a model has of the memory now, in MiB. */
    public double residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(asking.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        asking.close();
        embedded.close();
        llm.close();
        folder.close();
    }

    private void awaitModel(ClassifierCalls calls) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (calls.classify(List.of(text())).get(0).getBaseScoresCount() < 2) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the classifier does not find the model");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private Histogram time(Contender contender, int callers, int calls) {
        ConcurrentHistogram times = new ConcurrentHistogram(LONGEST_NANOS, 3);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(threads.submit(() -> {
                    for (int call = 0; call < Math.max(1, calls / callers); call++) {
                        String text = text();
                        long start = System.nanoTime();
                        contender.score(text);
                        times.recordValue(System.nanoTime() - start);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
        return times;
    }

    private String text() {
        return "Number " + texts.incrementAndGet() + WORDS;
    }

    private Replica replica(String name, Map<String, String> settings) {
        return new Replica(Distribution.ofThisProgram(JvmProfile.LASTING), ServiceName.CLASSIFIER, folder.of(name), settings);
    }
}
