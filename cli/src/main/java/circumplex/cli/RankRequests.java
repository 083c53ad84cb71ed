package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;

/** Feeds as requests. Of a post only id and text leave this program. */
final class RankRequests {

    private RankRequests() {}

    /** Ranks {@code feed} for nobody and by nothing: the caller says for whom and by what. */
    static RankFeedRequest.Builder of(FeedFile feed) {
        RankFeedRequest.Builder request =
                RankFeedRequest.newBuilder().setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()));
        feed.posts().forEach(post -> request.addPosts(FeedPost.newBuilder().setPostId(post.id()).setText(post.text())));
        return request;
    }
}
