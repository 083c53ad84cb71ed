package circumplex.personalizer;

import java.util.List;
import java.util.Optional;

/**
 * The posts of a request as one person would rate them, in the order of the request.
 *
 * @param basis what all of them rest on
 * @param residualCorrelation how the errors of the means go together, value by value, row after row; empty if that is not known
 */
record PersonalFeed(List<Post> posts, Basis basis, List<Float> residualCorrelation) {

    PersonalFeed {
        posts = List.copyOf(posts);
    }

    /**
     * One post.
     *
     * @param scores empty if the scorer of the answer has not scored it
     */
    record Post(String postId, Optional<PersonalScores> scores) {}
}
