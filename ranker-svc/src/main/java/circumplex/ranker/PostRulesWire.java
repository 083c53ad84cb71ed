package circumplex.ranker;

import circumplex.kit.call.HandChecked;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireRules;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The contract's rules for posts, once more by hand: there are thousands of posts in a request, and interpreting their annotations takes
 * longer than ranking them. Where all posts keep the rules, the request is validated without them; where one does not, the whole
 * request is, so that every complaint comes from the annotations.
 */
@Factory
final class PostRulesWire {

    private static final int MOST_POSTS = 10_000;
    private static final int MOST_RANK = 1_000_000_000;
    private static final int MOST_VECTORS = 4;

    @Singleton
    HandChecked<RankPostsRequest> rankPosts() {
        return new HandChecked<>(RankPostsRequest.class, PostRulesWire::rest);
    }

    @Singleton
    HandChecked<PreviewRankingsRequest> previewRankings() {
        return new HandChecked<>(PreviewRankingsRequest.class, PostRulesWire::rest);
    }

    static RankPostsRequest rest(RankPostsRequest request) {
        return kept(request.getPostsList()) ? request.toBuilder().clearPosts().build() : request;
    }

    static PreviewRankingsRequest rest(PreviewRankingsRequest request) {
        return kept(request.getPostsList()) ? request.toBuilder().clearPosts().build() : request;
    }

    private static boolean kept(List<PostToRank> posts) {
        if (posts.size() > MOST_POSTS) {
            return false;
        }
        for (PostToRank post : posts) {
            if (!kept(post)) {
                return false;
            }
        }
        return true;
    }

    private static boolean kept(PostToRank post) {
        return !post.getPostId().isEmpty()
                && WireRules.fits(post.getPostId())
                // As a number with a sign, an unsigned one beyond the bound is negative or too large.
                && post.getEngagementRank() >= 1
                && post.getEngagementRank() <= MOST_RANK
                && kept(post.getScoresCount(), post.getScoresList())
                && kept(post.getBaseScoresCount(), post.getBaseScoresList())
                && WireRules.fits(post.getAuthorKey())
                && kept(post.getScoreSeCount(), post.getScoreSeList());
    }

    private static boolean kept(int count, List<ValueScores> vectors) {
        if (count > MOST_VECTORS) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!WireRules.kept(vectors.get(i))) {
                return false;
            }
        }
        return true;
    }
}
