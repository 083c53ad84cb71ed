package circumplex.classifier;

import circumplex.classifier.Classification.Scored;
import circumplex.classifier.Classification.Unscored;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.ListValueSetsResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.Quote;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.kit.call.Page;
import circumplex.values.ValueSet;
import circumplex.values.v1.BaseScores;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import java.util.List;

/** Maps the classifier's messages. */
final class ClassifierWire {

    private ClassifierWire() {}

    /** @throws InvalidField if a post id appears twice */
    static List<Post> posts(List<PostToClassify> posts) {
        List<String> ids = posts.stream().map(PostToClassify::getPostId).toList();
        WireVectors.requireUnique(ids, i -> "posts[" + i + "].post_id");
        return posts.stream()
                .map(post -> new Post(post.getPostId(), post.getText(), post.getRepliedToText()))
                .toList();
    }

    static OnDeadline onDeadline(circumplex.classifier.v1.OnDeadline wire) {
        return switch (wire) {
            case ON_DEADLINE_UNSPECIFIED, ON_DEADLINE_CANCEL, UNRECOGNIZED -> OnDeadline.CANCEL;
            case ON_DEADLINE_FINISH_IN_BACKGROUND -> OnDeadline.FINISH_IN_BACKGROUND;
        };
    }

    static ClassifyPostsResponse response(ValueSet set, List<Classification> classified) {
        return ClassifyPostsResponse.newBuilder()
                .setValueSet(WireValueSets.ref(set))
                .addAllPosts(classified.stream().map(each -> post(set, each)).toList())
                .build();
    }

    static ClassifyStreamResponse response(ValueSet set, String token, List<Classification> classified) {
        return ClassifyStreamResponse.newBuilder()
                .setValueSet(WireValueSets.ref(set))
                .setToken(token)
                .addAllPosts(classified.stream().map(each -> post(set, each)).toList())
                .build();
    }

    static ListValueSetsResponse response(Page<ValueSet> page) {
        return ListValueSetsResponse.newBuilder()
                .addAllValueSets(page.items().stream().map(WireValueSets::describe).toList())
                .setNextPageToken(page.nextToken())
                .build();
    }

    static ClassifiedPost post(ValueSet set, Classification classified) {
        ClassifiedPost.Builder post = ClassifiedPost.newBuilder()
                .setPostId(classified.postId())
                .setContentKey(classified.key().map(ContentKey::hex).orElse(""))
                .setLanguage(classified.language())
                .setCached(classified.cached())
                .setPending(classified.pending());
        for (Scored scored : classified.scores()) {
            post.addBaseScores(BaseScores.newBuilder()
                    .setScorerId(scored.scorerId())
                    .setValues(WireVectors.scores(scored.scores())));
        }
        for (QuotedSpan span : classified.quotes()) {
            post.addQuotes(Quote.newBuilder()
                    .setValueId(set.dimension(span.value()).id())
                    .setStart(span.start())
                    .setEnd(span.end()));
        }
        classified.shortfall().map(ClassifierWire::reason).ifPresent(
                classified.scores().isEmpty() ? post::setUnscoredReason : post::setFallbackReason);
        return post.build();
    }

    private static UnscoredReason reason(Unscored unscored) {
        return switch (unscored) {
            case EMPTY_TEXT -> UnscoredReason.UNSCORED_REASON_EMPTY_TEXT;
            case UNSUPPORTED_LANGUAGE -> UnscoredReason.UNSCORED_REASON_UNSUPPORTED_LANGUAGE;
            case NOT_IN_TIME -> UnscoredReason.UNSCORED_REASON_NOT_IN_TIME;
            case SCORER_BUSY -> UnscoredReason.UNSCORED_REASON_SCORER_BUSY;
            case SCORER_FAILED -> UnscoredReason.UNSCORED_REASON_SCORER_FAILED;
            case SCORER_UNAVAILABLE -> UnscoredReason.UNSCORED_REASON_SCORER_UNAVAILABLE;
            case BUDGET_SPENT -> UnscoredReason.UNSCORED_REASON_BUDGET_SPENT;
        };
    }
}
