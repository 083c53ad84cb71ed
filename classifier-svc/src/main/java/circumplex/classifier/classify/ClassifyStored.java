package circumplex.classifier.classify;

import circumplex.classifier.kept.KeptText;
import circumplex.classifier.kept.KeptTextStore;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Scores texts that are kept for somebody with the scorers of now. */
@Singleton
public final class ClassifyStored {

    private final KeptTextStore texts;
    private final ClassifyPosts classifyPosts;

    ClassifyStored(KeptTextStore texts, ClassifyPosts classifyPosts) {
        this.texts = texts;
        this.classifyPosts = classifyPosts;
    }

    /** One classification for each key that a text is kept under, in order; the id of the post is that key. */
    public List<Classification> classify(
            String tenant, String userId, ValueSet set, List<String> contentKeys, OnDeadline onDeadline) {
        Map<String, KeptText> kept = texts.find(tenant, userId, contentKeys);
        List<Post> posts = contentKeys.stream()
                .map(kept::get)
                .filter(Objects::nonNull)
                .map(text -> new Post(text.contentKey(), text.text(), text.repliedTo()))
                .toList();
        return classifyPosts.classify(tenant, set, posts, onDeadline);
    }
}
