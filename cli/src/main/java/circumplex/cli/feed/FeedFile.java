package circumplex.cli.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One feed: at most 500 posts, the line order is the engagement order. It is read to its end before anything is done with it. */
public final class FeedFile {

    /** Posts that one feed may have. */
    public static final int MAX_POSTS = 500;

    private static final String SAMPLE = "/circumplex/cli/sample-feed.jsonl";

    private final String name;
    private final List<Post> posts;
    private final Map<String, Post> byId;

    private FeedFile(String name, List<Post> posts) {
        this.name = name;
        this.posts = List.copyOf(posts);
        this.byId = posts.stream().collect(Collectors.toMap(Post::id, Function.identity()));
    }

    /**
     * A feed that was read elsewhere.
     *
     * @param posts at most 500, their ids unique, most engaging first
     */
    public static FeedFile of(String name, List<Post> posts) {
        if (posts.size() > MAX_POSTS) {
            throw new IllegalArgumentException("a feed has at most " + MAX_POSTS + " posts, not " + posts.size());
        }
        return new FeedFile(name, posts);
    }

    /** @throws BadInput naming file, line and field of the first mistake */
    public static FeedFile read(Path file) {
        try (PostReader reader = PostFiles.open(file)) {
            return read(file.toString(), reader);
        }
    }

    /**
     * As {@link #read(Path)}, from a stream that is closed at the end.
     *
     * @param name what messages call the stream
     */
    public static FeedFile read(String name, InputStream stream) {
        try (PostReader reader = new PostReader(name, stream)) {
            return read(name, reader);
        }
    }

    /** The feed that ships with Circumplex. */
    public static FeedFile sample() {
        try (InputStream stream = FeedFile.class.getResourceAsStream(SAMPLE)) {
            if (stream == null) {
                throw new IllegalStateException(SAMPLE + " is not on the class path");
            }
            return read("sample-feed.jsonl", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FeedFile read(String name, PostReader reader) {
        List<Post> posts = new ArrayList<>();
        for (Post post = reader.next(); post != null; post = reader.next()) {
            if (posts.size() == MAX_POSTS) {
                throw reader.mistake("is post " + (MAX_POSTS + 1) + "; a feed has at most " + MAX_POSTS + ", split the file");
            }
            posts.add(post);
        }
        return new FeedFile(name, posts);
    }

    public String name() {
        return name;
    }

    /** Most engaging first. */
    public List<Post> posts() {
        return posts;
    }

    public Optional<Post> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
