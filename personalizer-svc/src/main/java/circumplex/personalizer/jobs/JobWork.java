package circumplex.personalizer.jobs;

import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.model.folder.StrictJson;
import circumplex.personalizer.data.BadDataException;
import circumplex.personalizer.recorded.RecordedAnnotations;
import circumplex.personalizer.registry.CalibratorFiles;
import circumplex.personalizer.registry.Registry;
import circumplex.values.ValueSets;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What a job asks its child process for, and what is made of the result. */
@Singleton
final class JobWork {

    private final CalibratorFiles files;
    private final DatasetStore datasets;
    private final RecordedAnnotations recorded;
    private final JobSettings settings;
    private final Registry registry;

    JobWork(CalibratorFiles files, DatasetStore datasets, RecordedAnnotations recorded, JobSettings settings, Registry registry) {
        this.files = files;
        this.datasets = datasets;
        this.recorded = recorded;
        this.settings = settings;
        this.registry = registry;
    }

    /**
     * The command line of {@link TrainingChild}; the job's folder is ready then. What is given by clients is never an argument of its own.
     *
     * @param wanted asked now and then whether the job still is
     * @throws BadDataException if there is nothing to learn from, or too much
     * @throws CancellationException if nobody wants the job any more
     */
    List<String> arguments(Job job, BooleanSupplier wanted) throws BadDataException {
        try {
            Files.createDirectories(out(job));
            List<String> arguments = new ArrayList<>();
            switch (job.kind()) {
                case TRAINING -> {
                    Path spec = folder(job).resolve("spec.json");
                    Files.writeString(spec, SubmitJob.json(job.settings()).toString());
                    arguments.addAll(List.of("train", "--spec=" + spec, "--licence=" + licence(job)));
                    if (!job.baseModelId().isEmpty()) {
                        arguments.add("--refit=" + base(job));
                    } else if (!job.scorerIds().isEmpty()) {
                        arguments.add("--base=" + String.join("+", job.scorerIds()));
                    }
                }
                case EVALUATION -> arguments.addAll(
                        List.of("evaluate", "--json", "--model=" + files.shelf().folder().resolve(job.modelId())));
            }
            arguments.addAll(List.of("--data=" + data(job, wanted), "--seed=" + job.seed(), "--out=" + out(job)));
            return arguments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String licence(Job job) {
        return job.recorded() ? "annotations that the people of this tenant recorded" : datasets.require(job.tenant(), job.datasetId()).licence();
    }

    private String base(Job job) {
        return job.baseModelId().equals(Job.SHIPPED) ? Job.SHIPPED : files.shelf().folder().resolve(job.baseModelId()).toString();
    }

    /** Recorded annotations are copied anew whenever a job goes on: who was erased meanwhile is in the copy no longer. */
    private Path data(Job job, BooleanSupplier wanted) throws IOException, BadDataException {
        if (!job.recorded()) {
            return Datasets.file(files.datasets(), job.datasetId());
        }
        RecordedAnnotations.Counts counts = recorded.write(
                job.tenant(),
                ValueSets.all().defaultSet(),
                job.scorerIds(),
                copy(job),
                settings.datasetMaxAnnotations(),
                wanted);
        if (counts.used() == 0) {
            throw BadDataException.of("there are no annotations with scores of " + String.join(" and ", job.scorerIds()));
        }
        return copy(job);
    }

    /** Why a process failed, for whoever watches the job. */
    String reason(String failure) {
        return files.fromHere(failure);
    }

    /** Removes the copy of what people annotated. */
    void removeCopy(Job job) {
        try {
            Files.deleteIfExists(copy(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an earlier run came to its end and could not say so any more. */
    boolean done(Job job) {
        return switch (job.kind()) {
            case TRAINING -> made(job).isPresent();
            case EVALUATION -> Files.exists(metrics(job));
        };
    }

    /**
     * Hands the result to the registry.
     *
     * @return the model that was made or judged
     */
    String finish(Job job) {
        return switch (job.kind()) {
            case TRAINING -> {
                String modelId = made(job).orElseThrow(() -> new IllegalStateException("a training left no model"));
                ModelShelf made = new ModelShelf(out(job));
                String dataset = job.recorded() ? digest(made.load(modelId)) : job.datasetId();
                registry.adopt(job.tenant(), made, modelId, dataset, job.id(), job.recorded() || baseRecorded(job));
                yield modelId;
            }
            case EVALUATION -> {
                try {
                    byte[] metrics = Files.readAllBytes(metrics(job));
                    // The gate reads every evaluation of a model: one that is no JSON would close it for good.
                    StrictJson.parse("metrics", metrics);
                    registry.judged(
                            job.tenant(), job.modelId(), job.datasetId(), job.seed(), new String(metrics, StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield job.modelId();
            }
        };
    }

    /** What a model has learnt from people stays in those that are made of it. */
    private boolean baseRecorded(Job job) {
        String base = job.baseModelId();
        return !base.isEmpty() && !base.equals(Job.SHIPPED) && registry.require(job.tenant(), base).recorded();
    }

    /** Removes what a job that has ended leaves on disk. */
    void clear(String jobId) {
        Path folder = files.jobs().resolve(jobId);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of all jobs that have something on disk. */
    List<String> onDisk() {
        try (Stream<Path> all = Files.isDirectory(files.jobs()) ? Files.list(files.jobs()) : Stream.empty()) {
            return all.map(path -> String.valueOf(path.getFileName())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of what a model learnt from, as it says. */
    private static String digest(Model model) {
        return model.provenance().getAsJsonArray("data").get(0).getAsJsonObject().get("sha256").getAsString();
    }

    private Path copy(Job job) {
        return folder(job).resolve("recorded.csv");
    }

    private Optional<String> made(Job job) {
        return new ModelShelf(out(job)).ids().stream().findFirst();
    }

    private Path metrics(Job job) {
        return out(job).resolve("metrics.json");
    }

    private Path out(Job job) {
        return folder(job).resolve("out");
    }

    private Path folder(Job job) {
        return files.jobs().resolve(job.id());
    }
}
