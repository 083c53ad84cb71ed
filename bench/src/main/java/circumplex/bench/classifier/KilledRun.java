package circumplex.bench.classifier;

import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code classify --file} with a model that is paid for each post, killed half way and run again. */
public final class KilledRun implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final TrialFolder folder = TrialFolder.create();
    private final FakeLlm llm = FakeLlm.start(chat -> FakeLlm.rates(chat, text -> "0120345600000000006"));
    private final Replica classifier = new Replica(
            Distribution.ofThisProgram(JvmProfile.LASTING),
            ServiceName.CLASSIFIER,
            folder.of("classifier"),
            Map.of("SCORER", "llm", "LLM_BASE_URL", llm.url(), "LLM_MODEL", "fake-model", "LLM_DAILY_TOKENS", "1000000000000"));

    /**
     * What came of it.
     *
     * @param linesWhenKilled lines that the first run left, the last one cut short by hand
     * @param lines of the finished file, one for each post in order or the trial fails
     * @param byModel lines with scores of the model
     * @param calls of the model, those that find out what it can do left out
     */
    public record Result(int linesWhenKilled, int lines, int byModel, int calls) {}

    public Result run(int posts) {
        classifier.start();
        try {
            Path input = folder.of("posts.jsonl");
            Path out = folder.of("scores.jsonl");
            Files.write(input, IntStream.range(0, posts).mapToObj(i -> "{\"id\":\"p" + i + "\",\"text\":\"Kind people number " + i + "\"}").toList());
            try (ClassifierCalls calls = new ClassifierCalls(classifier.address(), 2)) {
                await(() -> calls.classify(List.of("Are you there after " + System.nanoTime() + "?")).get(0).getBaseScoresCount() == 2);
            }
            Process first = classify(input, out);
            await(() -> lines(part()) > posts / 3);
            first.destroyForcibly().waitFor();
            int left = lines(part());
            Files.writeString(part(), "{\"id\":\"p", StandardOpenOption.APPEND);
            Process second = classify(input, out);
            if (!second.waitFor(5, TimeUnit.MINUTES) || second.exitValue() != 0) {
                throw new IllegalStateException("the second run ends with " + (second.isAlive() ? "nothing" : second.exitValue()));
            }
            List<String> lines = Files.readAllLines(out);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).startsWith("{\"id\":\"p" + i + "\",") || !lines.get(i).endsWith("}")) {
                    throw new IllegalStateException("line " + (i + 1) + " is another one");
                }
            }
            return new Result(left, lines.size(), (int) lines.stream().filter(line -> line.contains("\"llm-")).count(), asked());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        classifier.close();
        llm.close();
        folder.close();
    }

    /** Calls about posts of the file. */
    private int asked() {
        return (int) llm.chats().stream().filter(chat -> chat.body().toString().contains("Kind people number")).count();
    }

    private Process classify(Path input, Path out) throws IOException {
        Path jar = Distribution.ofThisProgram(JvmProfile.LASTING).folder().resolve("circumplex-cli.jar");
        return new ProcessBuilder(
                        Distribution.java(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString(), "classify",
                        "--classifier", classifier.address().toString(), "--file", input.toString(), "--out", out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.of("classify.out").toFile())
                .start();
    }

    private Path part() {
        try (Stream<Path> files = Files.list(folder.of(""))) {
            return files.filter(file -> file.toString().endsWith(".part")).findFirst().orElse(folder.of("none"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.exists(file) ? (int) Files.readString(file).chars().filter(c -> c == '\n').count() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it takes too long");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
