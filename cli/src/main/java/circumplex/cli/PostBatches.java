package circumplex.cli;

import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.cli.feed.FeedFile;
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
import java.util.ArrayList;
import java.util.List;

/** Posts on their way through the classifier, in requests of at most 500 posts and about a million characters. */
final class PostBatches {

    private static final int MAX_CHARACTERS = 1_000_000;

    private final ClassifierClient classifier;

    PostBatches(ClassifierClient classifier) {
        this.classifier = classifier;
    }

    /** Writes one line of scores for each post, in order. */
    void classifyAll(PostSource posts, LineSink sink) throws IOException {
        try (PostReader reader = posts.open()) {
            List<Post> batch = new ArrayList<>();
            int characters = 0;
            for (Post post = reader.next(); post != null; post = reader.next()) {
                if (batch.size() == FeedFile.MAX_POSTS || characters > MAX_CHARACTERS) {
                    write(batch, sink);
                    batch.clear();
                    characters = 0;
                }
                batch.add(post);
                characters += post.text().length();
            }
            write(batch, sink);
        }
    }

    /** The scores of at most 500 posts, in order. */
    List<Scores> classify(List<Post> posts) {
        ClassifyPostsRequest.Builder request =
                ClassifyPostsRequest.newBuilder().setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()));
        posts.forEach(post -> request.addPosts(PostToClassify.newBuilder().setPostId(post.id()).setText(post.text())));
        ClassifyPostsResponse answer = classifier.classify(request.build());
        if (answer.getPostsCount() != posts.size()) {
            throw new IllegalStateException("the classifier sent " + answer.getPostsCount() + " of " + posts.size() + " posts");
        }
        ValueSet set = WireValueSets.require(answer.getValueSet(), "value_set");
        return answer.getPostsList().stream().map(post -> new Scores(set, post)).toList();
    }

    private void write(List<Post> batch, LineSink sink) throws IOException {
        if (!batch.isEmpty()) {
            for (Scores scores : classify(batch)) {
                sink.write(scores.toJson());
            }
        }
    }
}
