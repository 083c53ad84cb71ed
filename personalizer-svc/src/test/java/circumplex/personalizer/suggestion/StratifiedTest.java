package circumplex.personalizer.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.Samples;
import circumplex.personalizer.suggestion.Stratified.Draw;
import circumplex.values.ScoreVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StratifiedTest {

    private static final int VALUES = Samples.SET.size();

    /** Nine of ten posts express hedonism alone: drawn at random, the other values would hardly be met. */
    private static final List<ScoreVector> LOPSIDED = IntStream.range(0, 400)
            .mapToObj(i -> i % 10 == 0 ? one(i / 10 % VALUES, 2) : one(3, 2))
            .toList();

    @Test
    void everyValueGetsItsShare() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Draw> draws = Stratified.draw(LOPSIDED, new int[VALUES], VALUES, seed);
            assertThat(draws.stream().map(Draw::value).collect(Collectors.toSet())).as("seed %s", seed).hasSize(VALUES);
            assertThat(draws).allMatch(draw -> LOPSIDED.get(draw.candidate()).get(draw.value().orElseThrow()) == 2);
        }
    }

    @Test
    void whatWasSeenLeastComesFirst() {
        int[] seen = new int[VALUES];
        Arrays.fill(seen, 5);
        seen[7] = 1;
        seen[11] = 2;
        List<Draw> draws = Stratified.draw(LOPSIDED, seen, 3, 1);
        assertThat(draws).extracting(draw -> draw.value().orElseThrow()).startsWith(7).containsExactlyInAnyOrder(7, 7, 11);
    }

    @Test
    void theMostExpressivePostsOfAValueComeLast() {
        Random random = new Random(3);
        List<ScoreVector> candidates = IntStream.range(0, 100).mapToObj(i -> Samples.randomScores(random)).toList();
        for (long seed = 1; seed <= 5; seed++) {
            List<Draw> draws = Stratified.draw(candidates, new int[VALUES], 40, seed);
            for (Draw draw : draws) {
                int value = draw.value().orElseThrow();
                List<Double> stratum = candidates.stream()
                        .filter(scores -> scores.get(value) >= Stratified.PRESENT)
                        .map(StratifiedTest::sum)
                        .sorted()
                        .toList();
                double most = stratum.get(stratum.size() - 1 - stratum.size() / 5);
                assertThat(sum(candidates.get(draw.candidate()))).as("seed %s", seed).isLessThanOrEqualTo(most);
            }
            assertThat(Stratified.draw(candidates, new int[VALUES], 200, seed)).hasSize(100).doesNotHaveDuplicates();
        }
    }

    private static double sum(ScoreVector scores) {
        return IntStream.range(0, VALUES).mapToDouble(scores::get).sum();
    }

    @Test
    void theChoiceWithinAStratumIsRandomAndRepeatable() {
        assertThat(Stratified.draw(LOPSIDED, new int[VALUES], 20, 5)).isEqualTo(Stratified.draw(LOPSIDED, new int[VALUES], 20, 5));
        HashSet<List<Draw>> different = new HashSet<>();
        for (long seed = 1; seed <= 10; seed++) {
            different.add(Stratified.draw(LOPSIDED, new int[VALUES], 20, seed));
        }
        assertThat(different).hasSize(10);
    }

    @Test
    void postsThatExpressNothingComeWhenNothingElseIsLeft() {
        List<ScoreVector> candidates = new ArrayList<>(List.of(Samples.same(0), one(2, 1), Samples.same(0.49f), Samples.same(0)));
        assertThat(Stratified.draw(candidates, new int[VALUES], 10, 1))
                .hasSize(4)
                .first()
                .isEqualTo(new Draw(1, OptionalInt.of(2)));
        assertThat(Stratified.draw(List.of(), new int[VALUES], 5, 1)).isEmpty();
        assertThat(Stratified.draw(candidates, new int[VALUES], 0, 1)).isEmpty();
    }

    private static ScoreVector one(int value, float score) {
        return Samples.only(Samples.SET.dimension(value).id(), score);
    }
}
