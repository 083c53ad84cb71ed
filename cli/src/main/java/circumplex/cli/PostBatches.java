package circumplex.cli;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.cli.feed.Post;
import circumplex.cli.feed.PostReader;
import circumplex.cli.feed.PostSource;
import circumplex.cli.print.LineSink;
import circumplex.cli.print.Scores;
import circumplex.cli.services.ClassifierClient;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Posts on their way through the classifier: a few in one call, or a file of any length as a stream of batches. */
final class PostBatches {

    /** Of one batch: at most 100 posts, and about so many characters, so that few large posts make a batch too. */
    private static final int MAX_POSTS = 100;

    private static final int MAX_CHARACTERS = 200_000;

    private final ClassifierClient classifier;

    PostBatches(ClassifierClient classifier) {
        this.classifier = classifier;
    }

    /** Writes one line of scores for each post, in order, after those that the sink has already. */
    void classifyAll(PostSource posts, LineSink sink, Progress progress) throws IOException {
        try (PostReader reader = posts.open()) {
            for (long i = 0; i < sink.linesBefore(); i++) {
                reader.next();
            }
            classifier.classify(new Batches(reader, sink.linesBefore()), answer -> write(answer, sink, progress));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The scores of at most 500 posts, in order. */
    List<Scores> classify(List<Post> posts) {
        ClassifyPostsRequest.Builder request =
                ClassifyPostsRequest.newBuilder().setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()));
        posts.forEach(post -> request.addPosts(wire(post)));
        ClassifyPostsResponse answer = classifier.classify(request.build());
        if (answer.getPostsCount() != posts.size()) {
            throw new IllegalStateException("the classifier sent " + answer.getPostsCount() + " of " + posts.size() + " posts");
        }
        ValueSet set = WireValueSets.require(answer.getValueSet(), "value_set");
        return answer.getPostsList().stream().map(post -> new Scores(set, post)).toList();
    }

    private static void write(ClassifyStreamResponse answer, LineSink sink, Progress progress) {
        ValueSet set = WireValueSets.require(answer.getValueSet(), "value_set");
        try {
            for (ClassifiedPost post : answer.getPostsList()) {
                sink.write(new Scores(set, post).toJson());
            }
            sink.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.at(Long.parseLong(answer.getToken()));
    }

    private static PostToClassify wire(Post post) {
        return PostToClassify.newBuilder().setPostId(post.id()).setText(post.text()).build();
    }

    /** The rest of a file in batches; the token of each says how many posts of the file are sent with it. */
    private static final class Batches implements Iterator<ClassifyStreamRequest> {

        private final PostReader reader;
        private @Nullable Post next;
        private long sent;

        Batches(PostReader reader, long sent) {
            this.reader = reader;
            this.sent = sent;
            this.next = reader.next();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public ClassifyStreamRequest next() {
            if (next == null) {
                throw new NoSuchElementException("the file has ended");
            }
            ClassifyStreamRequest.Builder batch =
                    ClassifyStreamRequest.newBuilder().setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()));
            int characters = 0;
            for (; next != null && batch.getPostsCount() < MAX_POSTS && characters < MAX_CHARACTERS; next = reader.next()) {
                batch.addPosts(wire(next));
                characters += next.text().length();
            }
            sent += batch.getPostsCount();
            return batch.setToken(Long.toString(sent)).build();
        }
    }
}
