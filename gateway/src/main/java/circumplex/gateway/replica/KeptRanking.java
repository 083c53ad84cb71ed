package circumplex.gateway.replica;

import circumplex.gateway.feed.Explanation;
import circumplex.gateway.feed.RankedFeed;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ValueSet;

/** What explains the places of a ranking, in one array. What the floor took out has no place and is not kept. */
public final class KeptRanking {

    private final String userId;
    private final ValueSet set;
    private final byte[] packed;

    private KeptRanking(String userId, ValueSet set, byte[] packed) {
        this.userId = userId;
        this.set = set;
        this.packed = packed;
    }

    static KeptRanking of(RankedFeed feed) {
        return new KeptRanking(feed.userId(), feed.set(), KeptRankingWire.pack(feed));
    }

    String userId() {
        return userId;
    }

    /** The length of the array. */
    int bytes() {
        return packed.length;
    }

    /** @throws Refusal NOT_FOUND if the ranking has no such post */
    public Explanation explain(String postId) {
        return KeptRankingWire.explain(packed, set, postId).orElseThrow(RankedFeed::postNotFound);
    }
}
