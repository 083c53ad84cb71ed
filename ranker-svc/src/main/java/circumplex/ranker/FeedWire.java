package circumplex.ranker;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.BaseScores;
import circumplex.ranker.v1.PostToRank;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The posts of a request. Inside, a post is its place in the engagement order, from 0; here is where it stands in the request. */
final class FeedWire {

    private final List<PostToRank> posts;
    private final int[] positions;
    private final Feed feed;
    private final BaseScores baseScores;
    private final Authors authors;

    private FeedWire(List<PostToRank> posts, int[] positions, Feed feed, BaseScores baseScores, Authors authors) {
        this.posts = posts;
        this.positions = positions;
        this.feed = feed;
        this.baseScores = baseScores;
        this.authors = authors;
    }

    /** @throws InvalidField naming the field that breaks a rule */
    static FeedWire read(List<PostToRank> posts, ValuesWire values, FloorWire floor) {
        requireUnique(posts);
        int[] positions = engagementOrder(posts);
        Feed.Builder feed = new Feed.Builder(posts.size(), values.count());
        BaseScores baseScores = floor.unknown(posts.size());
        for (int number = 0; number < positions.length; number++) {
            int i = positions[number];
            PostToRank post = posts.get(i);
            if (post.getScoresCount() > 0) {
                feed.scores(number, values.scores(post.getScoresList(), () -> path(i, "scores")));
            }
            floor.read(post.getBaseScoresList(), () -> path(i, "base_scores"), number, baseScores);
        }
        return new FeedWire(posts, positions, feed.build(), baseScores, authors(posts, positions));
    }

    int size() {
        return positions.length;
    }

    PostToRank post(int number) {
        return posts.get(positions[number]);
    }

    /** Where the post stands in the request. */
    int position(int number) {
        return positions[number];
    }

    Feed feed() {
        return feed;
    }

    BaseScores baseScores() {
        return baseScores;
    }

    Authors authors() {
        return authors;
    }

    static String path(int position, String field) {
        return "posts[" + position + "]." + field;
    }

    private static void requireUnique(List<PostToRank> posts) {
        Set<String> seen = new HashSet<>(posts.size() * 2);
        boolean unique = true;
        for (PostToRank post : posts) {
            unique &= seen.add(post.getPostId());
        }
        if (!unique) {
            WireVectors.requireUnique(posts.stream().map(PostToRank::getPostId).toList(), i -> path(i, "post_id"));
        }
    }

    /** Where the posts stand in the request, first to last by engagement. */
    private static int[] engagementOrder(List<PostToRank> posts) {
        long[] keys = new long[posts.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) posts.get(i).getEngagementRank() << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int place = 0; place < order.length; place++) {
            order[place] = (int) keys[place];
            if (place > 0 && keys[place] >> Integer.SIZE == keys[place - 1] >> Integer.SIZE) {
                throw new InvalidField(
                        path(order[place], "engagement_rank"),
                        WireVectors.UNIQUE,
                        "is the same as " + path(order[place - 1], "engagement_rank"));
            }
        }
        return order;
    }

    private static Authors authors(List<PostToRank> posts, int[] positions) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] byPost = new int[positions.length];
        for (int number = 0; number < byPost.length; number++) {
            String key = posts.get(positions[number]).getAuthorKey();
            byPost[number] = key.isEmpty() ? -1 : numbers.computeIfAbsent(key, unseen -> numbers.size());
        }
        return Authors.of(byPost);
    }
}
