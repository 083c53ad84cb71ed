package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Post;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import java.util.HashMap;
import java.util.Map;

/** Feeds as requests. Of a post only id and text leave this program, and where asked for which posts have the same author. */
final class RankRequests {

    private RankRequests() {}

    /** Ranks {@code feed} for nobody and by nothing: the caller says for whom and by what. */
    static RankFeedRequest.Builder of(FeedFile feed) {
        RankFeedRequest.Builder request =
                RankFeedRequest.newBuilder().setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()));
        feed.posts().forEach(post -> request.addPosts(FeedPost.newBuilder().setPostId(post.id()).setText(post.text())));
        return request;
    }

    /** The same with the authors as numbers from 1: enough to tell them apart, and their names stay here. */
    static RankFeedRequest.Builder withAuthors(FeedFile feed) {
        RankFeedRequest.Builder request = of(feed);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < feed.posts().size(); i++) {
            Post post = feed.posts().get(i);
            if (post.author().isPresent()) {
                int number = numbers.computeIfAbsent(post.author().get(), unseen -> numbers.size() + 1);
                request.getPostsBuilder(i).setAuthorKey(Integer.toString(number));
            }
        }
        return request;
    }
}
