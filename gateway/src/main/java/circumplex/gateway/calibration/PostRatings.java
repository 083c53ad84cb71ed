package circumplex.gateway.calibration;

import circumplex.gateway.feed.FeedPost;
import circumplex.values.RatingVector;

/** What a person says about one post. */
record PostRatings(FeedPost post, RatingVector ratings) {}
