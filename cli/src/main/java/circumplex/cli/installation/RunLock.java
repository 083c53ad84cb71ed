package circumplex.cli.installation;

import circumplex.cli.services.ServiceError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Held while services of one installation are started or stopped: one command at a time, the next one finds its work done. */
final class RunLock implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the command that has it, at most {@code limit}. The system releases it with the process that has it, however that ends. */
    static RunLock take(RunFolder folder, Duration limit) {
        folder.create();
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            FileChannel channel =
                    FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (tryLock(channel) == null) {
                if (System.nanoTime() - deadline > 0) {
                    channel.close();
                    throw new ServiceError(
                            ServiceError.Kind.UNAVAILABLE,
                            "another command is starting or stopping the services of " + folder.data() + "; wait for it, or stop it");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, folder.lockFile() + " cannot be locked; check that the folder is yours", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, "interrupted while another command works", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ServiceError(ServiceError.Kind.UNAVAILABLE, "the lock cannot be released", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
