package circumplex.bench.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.Loopback;
import circumplex.bench.process.Replica;
import circumplex.classifier.llm.testing.Chat;
import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.llm.testing.Reply;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.GetUsageRequest;
import circumplex.classifier.v1.GetUsageResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier that is killed in the middle of a call of its model, on a machine for which the engine has no library. */
class KilledClassifierTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;

    @Test
    void whatACallMayCostStaysReservedAndTheLexiconStandsIn() {
        try (FakeLlm llm = FakeLlm.start(KilledClassifierTest::answer);
                Replica classifier = new Replica(
                        service -> withoutNatives(),
                        ServiceName.CLASSIFIER,
                        folder,
                        Map.of(
                                "SCORER", "llm",
                                "LLM_BASE_URL", llm.url(),
                                "LLM_MODEL", "fake-model",
                                "DJL_CACHE_DIR", folder.resolve("engine").toString()))) {
            classifier.start();
            GetUsageResponse before;
            ManagedChannel channel = Loopback.open(classifier.address());
            try (ClassifierCalls calls = new ClassifierCalls(classifier.address(), 2)) {
                await(() -> calls.classify(List.of("Are you there after " + System.nanoTime() + "?")).get(0).getBaseScoresCount() == 2);
                assertThat(calls.classify(List.of("Kind people")).get(0).getBaseScores(1).getScorerId()).startsWith("embedded/lexicon");
                await(() -> usage(channel).getReserved().getTokens() == 0);
                before = usage(channel);
                Future<ClassifyPostsResponse> hanging = ClassifierServiceGrpc.newFutureStub(channel)
                        .withDeadlineAfter(60, TimeUnit.SECONDS)
                        .classifyPosts(ClassifyPostsRequest.newBuilder()
                                .addPosts(PostToClassify.newBuilder().setPostId("p").setText("It hangs"))
                                .build());
                await(() -> usage(channel).getReserved().getTokens() > 0 && llm.atWork() > 0);
                assertThat(hanging.isDone()).isFalse();
            } finally {
                channel.shutdownNow();
            }
            classifier.kill();

            classifier.start();
            ManagedChannel again = Loopback.open(classifier.address());
            try {
                GetUsageResponse after = usage(again);
                assertThat(after.getReserved().getTokens()).as("nobody knows what the call cost").isPositive();
                assertThat(after.getUsed()).isEqualTo(before.getUsed());
                assertThat(after.getCalls()).isEqualTo(before.getCalls());
            } finally {
                again.shutdownNow();
            }
            assertThat(classifier.log()).content().contains("the lexicon scores instead of the model");
        }
    }

    private static Reply answer(Chat chat) {
        boolean hangs = !chat.isProbe() && chat.posts().stream().anyMatch(post -> post.toString().contains("It hangs"));
        return hangs ? Reply.hang() : FakeLlm.rates(chat, text -> "0123456012345601234");
    }

    private static GetUsageResponse usage(ManagedChannel channel) {
        return ClassifierServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .getUsage(GetUsageRequest.getDefaultInstance());
    }

    /** The classifier with every library but those of PyTorch. */
    private List<String> withoutNatives() {
        Path dist = Distribution.ofThisProgram(JvmProfile.BRIEF).folder();
        try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
            // A copy, because the manifest of the jar names all libraries beside it.
            Path jar = folder.resolve("classifier-svc.jar");
            Files.copy(dist.resolve("circumplex-classifier-svc.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
            String path = jars.filter(each -> !each.getFileName().toString().contains("pytorch-native"))
                    .map(Path::toString)
                    .collect(Collectors.joining(":", jar + ":", ""));
            List<String> command = new ArrayList<>(List.of(Distribution.java()));
            command.addAll(JvmProfile.BRIEF.options(ServiceName.CLASSIFIER));
            command.addAll(List.of("-cp", path, "circumplex.classifier.ClassifierMain"));
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
