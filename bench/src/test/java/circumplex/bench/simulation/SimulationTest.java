package circumplex.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.Loopback;
import circumplex.cli.services.LocalServices;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.common.collect.Lists;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulation with the real ranker: it finds nothing wrong with it, and something with rankers that are broken on purpose. */
class SimulationTest {

    private static final Simulation.Plan PLAN = new Simulation.Plan(25, 60, 6, 11);
    private static final Simulation.Plan SMALL = new Simulation.Plan(6, 20, 6, 11);

    private static LocalServices services;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        services = LocalServices.forgetful();
        channel = Loopback.open(services.startRanker());
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        services.close();
    }

    @Test
    void valueRankServesBetterThanChanceAndTheOracleBest() {
        Simulation simulation = new Simulation(SimulationTest::rank, PLAN).run();

        assertThat(simulation.contradictions()).as("seed %d", PLAN.seed()).isEmpty();
        for (int wanted : Simulation.WANTED) {
            double random = Tally.mean(simulation.tally(wanted, Policy.RANDOM).agreement());
            double values = Tally.mean(simulation.tally(wanted, Policy.VALUES).agreement());
            assertThat(simulation.tally(wanted, Policy.VALUES).feeds()).isEqualTo(PLAN.people());
            assertThat(values).as("%d values, seed %d", wanted, PLAN.seed()).isBetween(random + 0.2, 1.0);
            assertThat(simulation.tally(wanted, Policy.ORACLE).agreement()).allMatch(agreement -> agreement > 0.999);
        }
        assertThat(Tally.mean(simulation.all(Policy.RANDOM, Tally::agreement))).isBetween(-0.1, 0.1);
    }

    @Test
    void aRankerThatIsBrokenIsNoticed() {
        assertThat(contradictions(request -> true, request -> request.toBuilder().clearWeights().build(), answer -> answer))
                .as("weights are ignored")
                .isNotEmpty();
        assertThat(contradictions(SimulationTest::byScore, request -> request, SimulationTest::reversed))
                .as("the worst first")
                .isNotEmpty();
        assertThat(contradictions(request -> true, SimulationTest::withoutBlend, answer -> answer))
                .as("the blend is ignored")
                .isNotEmpty();
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@TempDir Path folder) throws IOException {
        Map<String, String> first = files(folder.resolve("first"), SMALL);
        Map<String, String> again = files(folder.resolve("again"), SMALL);
        Map<String, String> other = files(folder.resolve("other"), new Simulation.Plan(6, 20, 6, 12));

        assertThat(first).containsKeys("README.md", "policies.csv", "exposure.csv", "recognised.svg", "agreement.svg", "tau.svg", "exposure.svg");
        assertThat(again).isEqualTo(first);
        first.forEach((name, bytes) -> assertThat(other.get(name)).as(name).isNotEqualTo(bytes));
    }

    @Test
    void theTextSaysWhatIsSimulated(@TempDir Path folder) throws IOException {
        assertThat(files(folder, SMALL).get("README.md"))
                .contains("**What is simulated:**", "**What is not:**", "Seed 11", "nothing about people");
    }

    @Test
    void figuresHaveTheirStandardErrorsAndTheWorldIsComparedWithWhatWasReported(@TempDir Path folder) throws IOException {
        Map<String, String> files = files(folder, SMALL);

        assertThat(files.get("README.md")).contains("the agreement here is").containsPattern("\\| value rank \\| \\d\\.\\d{3} ± 0\\.\\d{3} \\|");
        assertThat(files.get("policies.csv")).startsWith(
                "values,policy,feeds,agreement_mean,agreement_sd,agreement_se,recognised,recognised_se,tau_mean,tau_sd,tau_se\n");
        assertThat(SimulationFiles.besideReported(0.37)).startsWith("above the reported range");
        assertThat(SimulationFiles.besideReported(0.33)).startsWith("within");
        assertThat(SimulationFiles.besideReported(0.1)).startsWith("below");
    }

    private static Map<String, String> files(Path folder, Simulation.Plan plan) throws IOException {
        new SimulationFiles(new Simulation(SimulationTest::rank, plan).run(), "a command").write(folder);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private interface Change<M> {
        M of(M message);
    }

    private static List<String> contradictions(
            Predicate<RankPostsRequest> which, Change<RankPostsRequest> request, Change<RankPostsResponse> answer) {
        Simulation.Ranker broken = asked -> which.test(asked) ? answer.of(rank(request.of(asked))) : rank(asked);
        return new Simulation(broken, SMALL).run().contradictions();
    }

    private static boolean byScore(RankPostsRequest request) {
        return request.getRules().getEngagementBlendMilli() == 0;
    }

    private static RankPostsRequest withoutBlend(RankPostsRequest request) {
        return request.toBuilder().clearRules().build();
    }

    private static RankPostsResponse reversed(RankPostsResponse answer) {
        List<RankedPost> reversed = Lists.reverse(answer.getRankedList());
        return answer.toBuilder().clearRanked().addAllRanked(reversed).build();
    }

    private static RankPostsResponse rank(RankPostsRequest request) {
        return RankerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS).rankPosts(request);
    }
}
