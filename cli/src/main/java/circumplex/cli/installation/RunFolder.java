package circumplex.cli.installation;

import circumplex.cli.services.DataFolder;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folder {@code run} of a data folder: one file for each service that was started to last. */
public final class RunFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final Path folder;

    private RunFolder(Path data) {
        this.data = data.toAbsolutePath().normalize();
        this.folder = this.data.resolve("run");
    }

    /** Makes nothing: a look at an installation leaves no traces. */
    public static RunFolder of(Path data) {
        return new RunFolder(data);
    }

    /** The data folder that it belongs to. */
    public Path data() {
        return data;
    }

    /** What is written down, in the order of the ports; also of processes that have ended. */
    public List<RunFile> files() {
        List<RunFile> files = new ArrayList<>();
        PortPlan.ORDER.forEach(service -> file(service).ifPresent(files::add));
        return files;
    }

    public Optional<RunFile> file(ServiceName service) {
        Path path = path(service);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return RunFile.of(service, JSON.readTree(Files.readAllBytes(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is written down of a service that runs. */
    public Optional<RunFile> running(ServiceName service) {
        return file(service).filter(RunFile::isAlive);
    }

    /** Files at the place of a run file from which nothing can be read. */
    public List<Path> unreadable() {
        return PortPlan.ORDER.stream()
                .filter(service -> file(service).isEmpty())
                .map(this::path)
                .filter(Files::exists)
                .toList();
    }

    /** The ports of what runs, or of what ran before. */
    public Optional<PortPlan> ports() {
        List<RunFile> files = files();
        return files.stream()
                .filter(RunFile::isAlive)
                .findFirst()
                .or(() -> files.stream().findFirst())
                .map(file -> PortPlan.with(file.service(), file.address().port()));
    }

    /** Whether anything is written down. */
    public boolean isEmpty() {
        return PortPlan.ORDER.stream().noneMatch(service -> Files.exists(path(service)));
    }

    Path lockFile() {
        return folder.resolve("lock");
    }

    /** Makes the folder, for its owner alone. */
    void create() {
        DataFolder.create(folder);
    }

    /** A reader sees the whole file or none. */
    void write(RunFile file) {
        Path target = path(file.service());
        Path written = target.resolveSibling(target.getFileName() + ".new");
        try {
            byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file.toJson()).getBytes(StandardCharsets.UTF_8);
            Files.write(written, json);
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServiceError(
                    ServiceError.Kind.UNAVAILABLE, target + " cannot be written; check that there is room and that the folder is yours", e);
        }
    }

    void remove(ServiceName service) {
        try {
            Files.deleteIfExists(path(service));
        } catch (IOException e) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, path(service) + " cannot be removed; remove it by hand", e);
        }
    }

    private Path path(ServiceName service) {
        return folder.resolve(service.label() + ".json");
    }
}
