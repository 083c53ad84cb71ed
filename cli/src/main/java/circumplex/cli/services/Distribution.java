package circumplex.cli.services;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder with the runnable jars: that of this command line's own jar, or what the system property {@code circumplex.dist}
 * names.
 */
public final class Distribution implements ServiceProgram {

    private final Path folder;
    private final JvmProfile profile;

    Distribution(Path folder, JvmProfile profile) {
        this.folder = folder;
        this.profile = profile;
    }

    /** The services of this installation, to be started as {@code profile} says. */
    public static Distribution ofThisProgram(JvmProfile profile) {
        String configured = System.getProperty("circumplex.dist");
        return new Distribution(configured == null ? ownFolder() : Path.of(configured).toAbsolutePath(), profile);
    }

    /** The folder with the jars. */
    public Path folder() {
        return folder;
    }

    @Override
    public Optional<Path> jar(ServiceName service) {
        return Optional.of(folder.resolve(service.jar()));
    }

    @Override
    public List<String> command(ServiceName service) {
        Path jar = folder.resolve(service.jar());
        if (!Files.isRegularFile(jar)) {
            throw new ServiceError(
                    ServiceError.Kind.UNAVAILABLE, service.jar() + " is not in " + folder + "; build it with 'mvn -B package'");
        }
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(profile.options(service));
        Path archive = folder.resolve(service.classArchive());
        if (Files.isRegularFile(archive)) {
            // Of another JDK or of other jars, it is left alone, and the start takes longer.
            command.add("-Xshare:auto");
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /** The Java that runs this program. */
    public static String java() {
        Optional<String> own = ProcessHandle.current().info().command();
        return own.orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    private static Path ownFolder() {
        try {
            Path own = Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return own.toAbsolutePath().resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this program has no path", e);
        }
    }
}
