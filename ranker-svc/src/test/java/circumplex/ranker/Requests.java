package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Requests for tests, in which posts differ in two values, and what a refused one is answered with. */
final class Requests {

    static final ValueSet SET = ValueSets.all().defaultSet();
    static final String CARING = "benevolence_caring";
    static final String DOMINANCE = "power_dominance";

    private Requests() {}

    static RankPostsRequest.Builder request() {
        return RankPostsRequest.newBuilder().addValueSets(WireValueSets.ref(SET));
    }

    static PostToRank.Builder post(String id, int engagementRank, float caring, float dominance) {
        return PostToRank.newBuilder().setPostId(id).setEngagementRank(engagementRank).addScores(scores(caring, dominance));
    }

    static ValueScores.Builder scores(float caring, float dominance) {
        ValueScores.Builder scores = ValueScores.newBuilder();
        for (int value = 0; value < SET.size(); value++) {
            scores.addScores(value == SET.requirePosition(CARING) ? caring : 0);
        }
        return scores.setScores(SET.requirePosition(DOMINANCE), dominance);
    }

    /** That {@code call} is refused because of one field. */
    static void assertInvalid(String path, String rule, ThrowingCallable call) {
        assertThat(Refused.by(call).summary()).isEqualTo(Refused.invalid(path, rule));
    }
}
