package circumplex.cli.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Opens what a person names as a file of posts. */
public final class PostFiles {

    /** The name that stands for standard input. */
    public static final String STDIN = "-";

    private PostFiles() {}

    /** @throws BadInput if there is no such file, or it cannot be read */
    public static PostReader open(Path file) {
        return new PostReader(file.toString(), stream(file));
    }

    /**
     * The bytes of a file.
     *
     * @throws BadInput if there is no such file, or it cannot be read
     */
    public static InputStream stream(Path file) {
        return stream(file.toString(), file);
    }

    /**
     * @param name what messages call the file
     * @param mistakes as {@link PostReader} takes them
     */
    static PostReader open(String name, Path file, Consumer<BadInput> mistakes) {
        return new PostReader(name, stream(name, file), mistakes);
    }

    /** @param name what messages call the file */
    static InputStream stream(String name, Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInput(Printable.oneLine(name) + ": is a folder; name a file of posts");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new BadInput(Printable.oneLine(name) + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file; check the path";
        }
        return e instanceof AccessDeniedException ? "may not be read; check its permissions" : "cannot be opened";
    }
}
