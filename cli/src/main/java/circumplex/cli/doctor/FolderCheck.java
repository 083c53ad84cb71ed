package circumplex.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the data folder can be written, holds enough, and is its owner's alone. */
final class FolderCheck {

    private static final String CHECK = "data folder";
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 100L << 20;

    private FolderCheck() {}

    static List<Finding> run(Path data) {
        List<Finding> findings = new ArrayList<>();
        Path existing = existing(data);
        if (!Files.isDirectory(existing)) {
            return List.of(Finding.fail(CHECK, existing + " is not a folder", "Name another with --data, or move the file away"));
        }
        if (!Files.isWritable(existing)) {
            return List.of(Finding.fail(
                    CHECK, "You may not write to " + existing, "Give it to yourself with chown and chmod, or name another with --data"));
        }
        findings.add(
                existing.equals(data)
                        ? Finding.ok(CHECK, data + " can be written")
                        : Finding.ok(CHECK, data + " is not there yet and can be made"));
        findings.add(space(existing));
        if (existing.equals(data)) {
            access(data).ifPresent(findings::add);
        }
        return findings;
    }

    /** The folder, or the nearest one above it that is there. */
    private static Path existing(Path data) {
        Path existing = data;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private static Finding space(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return space(folder, store.getUsableSpace());
        } catch (IOException e) {
            return Finding.warn("disk", "The free space at " + folder + " cannot be told", "Check the disk");
        }
    }

    static Finding space(Path folder, long free) {
        String cause = (free >> 20) + " MiB are free at " + folder;
        if (free < TOO_LITTLE) {
            return Finding.fail("disk", cause + ", too little to write annotations to", "Make room, or name another folder with --data");
        }
        return free < LITTLE ? Finding.warn("disk", cause, "Make room before it is needed") : Finding.ok("disk", cause);
    }

    private static Optional<Finding> access(Path data) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(data);
            boolean others = permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
            String owner = Files.getOwner(data).getName();
            if (others) {
                return Optional.of(Finding.warn(
                        "access", "Other people of this machine may enter " + data + ", which holds what people said about posts", "chmod 700 it"));
            }
            return Optional.of(Finding.ok("access", "Only " + owner + " may enter " + data));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
