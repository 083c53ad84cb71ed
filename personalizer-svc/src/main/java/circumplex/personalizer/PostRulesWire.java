package circumplex.personalizer;

import circumplex.kit.call.HandChecked;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.wire.WireRules;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/**
 * The contract's rules for posts, once more by hand: interpreting the annotations of some hundred posts takes a fifth of what personalizing
 * them does. Where all posts keep the rules, the request is validated without them; where one does not, the whole request is, so that every
 * complaint comes from the annotations.
 */
@Factory
final class PostRulesWire {

    private static final int MOST_POSTS = 500;
    private static final int MOST_SCORERS = 2;

    @Singleton
    HandChecked<PersonalizeScoresRequest> personalizeScores() {
        return new HandChecked<>(PersonalizeScoresRequest.class, PostRulesWire::rest);
    }

    static PersonalizeScoresRequest rest(PersonalizeScoresRequest request) {
        return kept(request) ? request.toBuilder().clearPosts().build() : request;
    }

    private static boolean kept(PersonalizeScoresRequest request) {
        if (request.getPostsCount() > MOST_POSTS) {
            return false;
        }
        for (PostToPersonalize post : request.getPostsList()) {
            if (!kept(post)) {
                return false;
            }
        }
        return true;
    }

    private static boolean kept(PostToPersonalize post) {
        if (post.getPostId().isEmpty()
                || !WireRules.fits(post.getPostId())
                || post.getBaseScoresCount() < 1
                || post.getBaseScoresCount() > MOST_SCORERS) {
            return false;
        }
        for (int i = 0; i < post.getBaseScoresCount(); i++) {
            if (!WireRules.kept(post.getBaseScores(i))) {
                return false;
            }
        }
        return true;
    }
}
