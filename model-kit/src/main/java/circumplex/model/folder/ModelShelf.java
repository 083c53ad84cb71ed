package circumplex.model.folder;

import circumplex.model.BadModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of models, each in a folder of its own that is named by its id. A model appears under its name when all of it is on disk;
 * what a crash leaves behind begins with a dot and is never read.
 *
 * @param folder made when the first model is published
 */
public record ModelShelf(Path folder) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final String UNFINISHED = ".unfinished-";

    /**
     * Writes a model, waits until it is on disk, and only then gives it its name. Publishing what is there already changes nothing.
     *
     * @return its id
     * @throws UncheckedIOException if it cannot be written; nothing appears then
     * @throws BadModel if there is a folder of this name that is damaged
     */
    public String publish(ModelDraft draft) {
        try {
            Files.createDirectories(folder);
            Path home = folder.resolve(draft.id());
            if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
                return load(draft.id()).id();
            }
            Path unfinished = Files.createTempDirectory(folder, UNFINISHED);
            try {
                for (Map.Entry<String, byte[]> file : draft.files().entrySet()) {
                    Path path = unfinished.resolve(file.getKey());
                    Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    sync(path, StandardOpenOption.WRITE);
                }
                sync(unfinished, StandardOpenOption.READ);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
                sync(folder, StandardOpenOption.READ);
            } finally {
                delete(unfinished);
            }
            return draft.id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a model over from another shelf of the same disk, whole and under its name. What is here already stays.
     *
     * @throws UncheckedIOException if it cannot be moved; it is then where it was
     * @throws BadModel if a byte of it is not as it was published
     */
    public void adopt(ModelShelf from, String id) {
        from.load(id);
        try {
            Files.createDirectories(folder);
            Path home = folder.resolve(id);
            if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
                load(id);
                delete(from.folder.resolve(id));
                return;
            }
            Files.move(from.folder.resolve(id), home, StandardCopyOption.ATOMIC_MOVE);
            sync(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of the models that were published here, in order; they may still fail to load. */
    public List<String> ids() {
        try (Stream<Path> entries = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> ID.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a model whole.
     *
     * @throws BadModel if there is none of this id, a byte of it is not as it was published, or there is a file too many
     */
    public Model load(String id) {
        if (!ID.matcher(id).matches()) {
            throw new BadModel("the id of a model has 64 lower-case hexadecimal digits");
        }
        Path home = folder.resolve(id);
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadModel("there is no model " + id);
        }
        Model model = load(id, Content::check, (name, atMost) -> read(home.resolve(name), atMost));
        requireNothingElse(home, model);
        return model;
    }

    /**
     * Reads a model that ships in a jar, in the folder {@code at/ID/}.
     *
     * @param at a path of resources, from the root and without a slash at the end
     * @throws BadModel if it is not there, or a byte of it is not as it was published
     */
    public static Model loadShipped(Class<?> neighbour, String at, String id) {
        return load(id, Content::shipped, (name, atMost) -> {
            try (InputStream file = neighbour.getResourceAsStream(at + "/" + id + "/" + name)) {
                if (file == null) {
                    throw new NoSuchFileException(name);
                }
                return file.readNBytes(atMost + 1);
            }
        });
    }

    /** Reads one file; at least one byte more than wanted tells that it is too long. */
    @FunctionalInterface
    private interface Source {
        byte[] read(String name, int atMost) throws IOException;
    }

    /** What is made of the files, once they are those that the manifest names. */
    @FunctionalInterface
    private interface Reader {
        Model read(String id, String kind, Map<String, byte[]> files);
    }

    private static Model load(String id, Reader reader, Source source) {
        try {
            byte[] listed = source.read(Manifest.NAME, Manifest.MAX_BYTES);
            if (!Sha256.hex(listed).equals(id)) {
                throw new BadModel("the manifest is not that of model " + id);
            }
            Manifest manifest = Manifest.parse(listed);
            Map<String, byte[]> files = new HashMap<>();
            for (Map.Entry<String, Manifest.Fingerprint> file : manifest.files().entrySet()) {
                byte[] content = source.read(file.getKey(), file.getValue().bytes());
                manifest.requireListed(file.getKey(), content);
                files.put(file.getKey(), content);
            }
            return reader.read(id, manifest.kind(), files);
        } catch (NoSuchFileException e) {
            throw new BadModel("a file of model " + id + " is missing", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file, int atMost) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(atMost + 1);
        }
    }

    private static void requireNothingElse(Path home, Model model) {
        TreeSet<String> wanted = new TreeSet<>(model.files());
        wanted.add(Manifest.NAME);
        TreeSet<String> found = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home)) {
            entries.forEach(entry -> found.add(entry.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!found.equals(wanted)) {
            throw new BadModel("model " + model.id() + " has a file that its manifest does not list");
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** Best effort: what stays is never read, or is a copy. */
    private static void delete(Path unfinished) {
        if (!Files.exists(unfinished)) {
            return;
        }
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(unfinished)) {
            entries.forEach(inside::add);
            for (Path file : inside) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // The failure that brought us here is the one to tell.
            return;
        }
    }
}
