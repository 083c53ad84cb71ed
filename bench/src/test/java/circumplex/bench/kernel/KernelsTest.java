package circumplex.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is compared does the same work: every kernel has the same sums. */
class KernelsTest {

    @Test
    void allKernelsAddUpTheSame() {
        KernelBenchmark.Ints ints = new KernelBenchmark.Ints();
        KernelBenchmark.Floats floats = new KernelBenchmark.Floats();
        KernelBenchmark.Rows rows = new KernelBenchmark.Rows();
        ints.posts = 207;
        KernelBenchmark.Places places = new KernelBenchmark.Places();
        KernelBenchmark.AlignedFloats aligned = new KernelBenchmark.AlignedFloats();
        ints.fill(places);
        floats.fill(ints, places);
        aligned.fill(ints, places);
        rows.fill(ints);
        KernelBenchmark kernels = new KernelBenchmark();
        int[] exact = kernels.ranker(ints).clone();
        Map.of(
                        "1", kernels.floats1(floats).clone(),
                        "2", kernels.floats2(floats).clone(),
                        "4", kernels.floats4(floats).clone(),
                        "5", kernels.floats5(floats).clone(),
                        "5 aligned", kernels.floats5aligned(aligned).clone(),
                        "6", kernels.floats6(floats).clone(),
                        "8", kernels.floats8(floats).clone(),
                        "rows", kernels.rows(rows).clone())
                .forEach((name, sums) -> {
                    for (int post = 0; post < ints.posts; post++) {
                        assertThat(sums[post] * 1e6).as("%s, post %d", name, post).isBetween(exact[post] - 100.0, exact[post] + 100.0);
                    }
                });
    }

    @Test
    void theRankStepIsAboutAllPosts() {
        RankStepBenchmark.Feeds feeds = new RankStepBenchmark.Feeds();
        feeds.fill();

        assertThat(new RankStepBenchmark().rankStep(feeds).size()).isEqualTo(RankStepBenchmark.POSTS);
    }
}
