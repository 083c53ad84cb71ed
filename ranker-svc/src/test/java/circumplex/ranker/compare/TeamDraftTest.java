package circumplex.ranker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.ranker.compare.TeamDraft.Pick;
import circumplex.ranker.compare.TeamDraft.Team;
import circumplex.ranker.order.Order;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TeamDraftTest {

    private static final long SEED = 2008;

    @Test
    void teamsTakeTurnsAndTheCoinSaysWhoBeginsEachRound() {
        for (long seed = 0; seed < 200; seed++) {
            List<Pick> picks = TeamDraft.of(Order.of(0, 1, 2, 3, 4, 5), Order.of(5, 4, 3, 2, 1, 0), 6, 6, seed);
            assertThat(picks).extracting(Pick::post).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
            for (int pair = 0; pair < 6; pair += 2) {
                assertThat(List.of(picks.get(pair).team(), picks.get(pair + 1).team()))
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrder(Team.A, Team.B);
            }
        }
    }

    @Test
    void everyTeamPicksItsBestThatIsLeft() {
        for (long seed = 0; seed < 50; seed++) {
            for (Pick pick : TeamDraft.of(Order.of(0, 1, 2), Order.of(0, 3, 4), 5, 4, seed)) {
                boolean own = switch (pick.team()) {
                    case A -> pick.post() <= 2;
                    case B -> pick.post() != 1 && pick.post() != 2;
                    case NONE -> true;
                };
                assertThat(own).as("seed %d, %s", seed, pick).isTrue();
            }
        }
    }

    @Test
    void whereOneRankingIsAtItsEndNobodyIsCredited() {
        List<Pick> picks = TeamDraft.of(Order.of(0), Order.of(1, 2, 3), 4, 10, 3);

        assertThat(picks).extracting(Pick::post).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(picks).filteredOn(pick -> pick.team() == Team.A).hasSize(1);
        assertThat(picks).filteredOn(pick -> pick.team() == Team.B).hasSizeLessThanOrEqualTo(1);
        assertThat(TeamDraft.of(Order.of(), Order.of(0, 1), 2, 10, 3)).extracting(Pick::team).containsOnly(Team.NONE);
        assertThat(TeamDraft.of(Order.of(), Order.of(), 0, 10, 3)).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameMix() {
        Order a = Order.of(0, 1, 2, 3, 4);
        Order b = Order.of(4, 2, 0, 1, 3);

        assertThat(TeamDraft.of(a, b, 5, 5, 77)).isEqualTo(TeamDraft.of(a, b, 5, 5, 77));
        assertThat(TeamDraft.of(a, b, 5, 2, 77)).isEqualTo(TeamDraft.of(a, b, 5, 5, 77).subList(0, 2));
        assertThat(IntStream.range(0, 40).mapToObj(seed -> TeamDraft.of(a, b, 5, 5, seed)).distinct().count()).isGreaterThan(5);
    }

    /**
     * Clicks that go by places alone favour neither ranking, whatever the rankings. With 40,000 impressions the mean difference of
     * clicks has a standard error below 0.008; four of them are the tolerance.
     */
    @Test
    void clicksByPlaceFavourNeitherRanking() {
        Random random = new Random(SEED);
        for (int length : new int[] {1, 2, 5, 10}) {
            List<Integer> other = IntStream.range(0, 10).boxed().collect(Collectors.toList());
            Collections.shuffle(other, random);
            Order a = Order.byEngagement(10);
            Order b = Order.of(other.stream().mapToInt(Integer::intValue).toArray());
            double difference = 0;
            int impressions = 40_000;
            for (int impression = 0; impression < impressions; impression++) {
                List<Pick> picks = TeamDraft.of(a, b, 10, length, random.nextLong());
                for (int place = 0; place < picks.size(); place++) {
                    if (random.nextDouble() < 1.0 / (1 + place)) {
                        difference += credit(picks.get(place).team());
                    }
                }
            }
            assertThat(difference / impressions).as("seed %d, %d places", SEED, length).isCloseTo(0, within(0.032));
        }
    }

    /** Clicks that go by what is shown favour the ranking that has it higher. */
    @Test
    void clicksOnWhatOneRankingPutsHigherFavourIt() {
        Random random = new Random(SEED);
        Order better = Order.of(3, 4, 0, 1, 2);
        Order worse = Order.of(0, 1, 2, 3, 4);
        double difference = 0;
        for (int impression = 0; impression < 10_000; impression++) {
            for (Pick pick : TeamDraft.of(better, worse, 5, 4, random.nextLong())) {
                difference += pick.post() >= 3 ? credit(pick.team()) : 0;
            }
        }
        assertThat(difference / 10_000).as("seed %d", SEED).isGreaterThan(0.3);
    }

    private static int credit(Team team) {
        return switch (team) {
            case A -> 1;
            case B -> -1;
            case NONE -> 0;
        };
    }
}
