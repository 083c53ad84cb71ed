package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.InterleaveRankingsResponse;
import circumplex.ranker.v1.Team;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterleavingWireTest {

    private static final long SEED = 2_008;
    private static final int FEEDS = 400;

    /**
     * Of 400 feeds of one person, either team leads about half: a share has a standard error of 0.025, and five of them are the
     * tolerance. A seed that is the person's alone would let one team lead them all.
     */
    @Test
    void eitherTeamLeadsHalfOfAPersonsFeeds() {
        Random random = new Random(SEED);
        for (int person = 0; person < 20; person++) {
            int led = 0;
            for (int feed = 0; feed < FEEDS; feed++) {
                int base = feed * 100;
                List<String> a = IntStream.range(0, 6).mapToObj(post -> "p" + (base + post)).collect(Collectors.toList());
                List<String> b = new ArrayList<>(a);
                Collections.shuffle(b, random);
                led += mix("person-" + person, a, b).getPosts(0).getTeam() == Team.TEAM_A ? 1 : 0;
            }
            assertThat((double) led / FEEDS).as("seed %d, person %d", SEED, person).isBetween(0.375, 0.625);
        }
    }

    @Test
    void theSamePersonSeesTheSameMixWhileTheRankingsStayTheSame() {
        List<String> a = List.of("p", "q", "r", "s");
        List<String> b = List.of("s", "r", "q", "p");

        assertThat(mix("ada", a, b)).isEqualTo(mix("ada", a, b));
        assertThat(mix("ada", a, b).getSeed()).isNotEqualTo(mix("ada", b, a).getSeed()).isNotEqualTo(mix("bo", a, b).getSeed());
    }

    private static InterleaveRankingsResponse mix(String person, List<String> a, List<String> b) {
        return InterleavingWire.read(InterleaveRankingsRequest.newBuilder()
                        .addAllRankingA(a)
                        .addAllRankingB(b)
                        .setUnitKey(person)
                        .setSalt("sliders")
                        .build())
                .answer();
    }
}
