package circumplex.personalizer.jobs;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.call.Cancellation;
import circumplex.kit.refusal.Refusal;
import circumplex.model.folder.StrictJson;
import circumplex.personalizer.registry.CalibratorFiles;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Takes files of annotations in: whole, checked in a process of their own, under the name of their content; or not at all. */
@Singleton
public final class ImportDataset {

    private static final Duration BUSY = Duration.ofSeconds(10);

    /** What a service that was killed left behind; longer than any call may last. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(2);

    private final CalibratorFiles files;
    private final JobSettings settings;
    private final DatasetStore datasets;
    private final Semaphore one = new Semaphore(1);

    ImportDataset(CalibratorFiles files, JobSettings settings, DatasetStore datasets) {
        this.files = files;
        this.settings = settings;
        this.datasets = datasets;
    }

    /** What became of a file. */
    public record Imported(ImportedDataset dataset, boolean existed) {}

    /**
     * Begins an import, which must be closed.
     *
     * @throws Refusal BUSY if there is one already
     */
    public Upload begin(String tenant, String name, String licence) {
        if (!one.tryAcquire()) {
            throw Refusal.of(ErrorReason.ERROR_REASON_BUSY, "Another file is being imported.")
                    .with("limit", "1")
                    .retryAfter(BUSY);
        }
        try {
            return new Upload(files.datasets(), settings.datasetMaxBytes(), one::release, upload -> finish(tenant, name, licence, upload));
        } catch (RuntimeException e) {
            one.release();
            throw e;
        }
    }

    private Imported finish(String tenant, String name, String licence, Upload upload) {
        JsonObject found = look(upload.file(), name, licence);
        if (found.has("refused")) {
            throw refused(found);
        }
        Path home = Datasets.file(files.datasets(), upload.id());
        upload.moveTo(home);
        List<String> scorers = new ArrayList<>();
        found.getAsJsonArray("scorers").forEach(scorer -> scorers.add(scorer.getAsString()));
        ImportedDataset dataset = new ImportedDataset(
                upload.id(),
                name,
                licence,
                found.get("annotations").getAsInt(),
                found.get("posts").getAsInt(),
                found.get("people").getAsInt(),
                scorers,
                upload.bytes(),
                found.get("card").getAsString(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        boolean added = datasets.add(tenant, dataset);
        return new Imported(datasets.require(tenant, upload.id()), !added);
    }

    private JsonObject look(Path file, String name, String licence) {
        try (ChildProcess child = ChildProcess.start(
                settings.heapMebibytes(),
                DatasetCheck.arguments(file, settings.datasetMaxAnnotations(), name, licence),
                line -> {})) {
            while (!child.ended(100)) {
                Cancellation.check();
            }
            if (child.exitCode() != 0) {
                throw Refusal.invalid("content", "dataset", "cannot be read: " + files.fromHere(child.failure()));
            }
            return StrictJson.parse("check", child.output().getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Refusal refused(JsonObject found) {
        List<Refusal.Violation> violations = new ArrayList<>();
        violations.add(new Refusal.Violation("content", "dataset", found.get("refused").getAsString()));
        JsonArray rows = found.has("rows") ? found.getAsJsonArray("rows") : new JsonArray();
        for (JsonElement row : rows) {
            JsonObject bad = row.getAsJsonObject();
            violations.add(new Refusal.Violation(
                    "content", "dataset.row", "line " + bad.get("line").getAsLong() + ": " + bad.get("reason").getAsString()));
        }
        return Refusal.invalid(violations).with("bad_rows", found.has("count") ? found.get("count").getAsString() : "0");
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "10s")
    void sweep() {
        Instant before = Instant.now().minus(LEFT_BEHIND);
        try (Stream<Path> all = Files.isDirectory(files.datasets()) ? Files.list(files.datasets()) : Stream.empty()) {
            for (Path path : all.toList()) {
                if (String.valueOf(path.getFileName()).startsWith(Upload.UNFINISHED)
                        && Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
