package circumplex.gateway.calibration;

import circumplex.gateway.feed.FeedPost;
import circumplex.values.RatingVector;
import java.util.List;

/**
 * What a person says about one post.
 *
 * @param withdrawn ids of values whose earlier rating is taken back
 */
record PostRatings(FeedPost post, RatingVector ratings, List<String> withdrawn) {

    PostRatings {
        withdrawn = List.copyOf(withdrawn);
    }
}
