package circumplex.cli.services;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where services keep their databases and logs. Only its owner may enter: it holds what a person said about posts. */
public final class DataFolder {

    private final Path path;
    private final boolean temporary;
    private boolean kept;

    private DataFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
        create(path.resolve("logs"));
    }

    public static DataFolder lasting(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize(), false);
    }

    /** A new folder in {@code parent} that {@link #discard} removes. */
    static DataFolder temporary(Path parent) {
        try {
            return new DataFolder(Files.createTempDirectory(parent, "circumplex-"), true);
        } catch (IOException e) {
            throw unusable("a folder for temporary data", e);
        }
    }

    public Path path() {
        return path;
    }

    /** What a service says that lives as long as its command. */
    Path log(ServiceName service) {
        return path.resolve("logs").resolve(service.label() + ".log");
    }

    /** What a lasting service says; it keeps the file small itself. */
    public Path lastingLog(ServiceName service) {
        return path.resolve("logs").resolve(service.label() + ".up.log");
    }

    /** Makes a temporary folder stay when it is discarded: a message names a log in it. */
    synchronized void keep() {
        kept = true;
    }

    /** Removes a temporary folder that nobody keeps. */
    synchronized void discard() {
        if (!kept) {
            remove();
        }
    }

    /** Removes a temporary folder; a second call does nothing. */
    synchronized void remove() {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("circumplex: the temporary folder " + path + " cannot be removed; remove it by hand");
        }
    }

    /** Makes {@code folder} and those above it that are missing, for their owner alone. */
    public static void create(Path folder) {
        try {
            Files.createDirectories(folder, forOwner());
        } catch (IOException e) {
            throw unusable("the data folder " + folder, e);
        }
    }

    private static FileAttribute<?>[] forOwner() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    private static ServiceError unusable(String what, IOException cause) {
        return new ServiceError(
                ServiceError.Kind.UNAVAILABLE, what + " cannot be made; name another with --data or CIRCUMPLEX_DATA_DIR", cause);
    }
}
