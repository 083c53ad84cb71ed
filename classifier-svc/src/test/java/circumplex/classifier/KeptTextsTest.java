package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceBlockingStub;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyStoredRequest;
import circumplex.classifier.v1.DeleteUserDataRequest;
import circumplex.classifier.v1.ExportUserDataRequest;
import circumplex.classifier.v1.ExportUserDataResponse;
import circumplex.classifier.v1.ForgetTextsRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import com.google.common.collect.ImmutableList;
import io.grpc.Status.Code;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts of annotated posts: kept for each person, scored again by another scorer, and erased. */
class KeptTextsTest {

    private static final String NASTY = "Protect\0 the 🌳 wildlife, “every” forest";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void textsAreKeptForEachPersonAndErasedWithTheLastOne(Engine engine) {
        try (RunningService service = start(engine.freshUrl(), "lexicon")) {
            ClassifierServiceBlockingStub classifier = stub(service);
            List<String> keys = keep(classifier, "ada", NASTY, "  ", "Gold medal!");
            assertThat(keys.get(1)).as("blank").isEmpty();
            assertThat(keep(classifier, "ada", NASTY)).containsExactly(keys.get(0));
            assertThat(keep(classifier, "bob", NASTY)).containsExactly(keys.get(0));
            keep(classifier, "", "Nobody keeps this");

            assertThat(export(classifier, "ada"))
                    .extracting(ExportUserDataResponse::getText)
                    .containsExactlyInAnyOrder(NASTY, "Gold medal!");
            assertThat(stored(classifier, "bob", keys.get(0), keys.get(2)))
                    .extracting(ClassifiedPost::getPostId)
                    .containsExactly(keys.get(0));
            assertThat(forget(classifier, "ada", keys.get(0))).isEqualTo(1);
            assertThat(forget(classifier, "ada", keys.get(0))).isZero();
            assertThat(stored(classifier, "ada", keys.get(0))).isEmpty();
            assertThat(stored(classifier, "bob", keys.get(0))).hasSize(1);
            assertThat(erase(classifier, "ada")).isEqualTo(1);
            assertThat(export(classifier, "ada")).isEmpty();
            assertThat(erase(classifier, "bob")).isEqualTo(1);
            assertThat(stored(classifier, "bob", keys.get(0))).isEmpty();
        }
    }

    @Test
    void anotherScorerScoresWhatAnEarlierOneScored() {
        String url = Engine.H2.freshUrl();
        List<String> keys;
        try (RunningService service = start(url, "lexicon")) {
            keys = keep(stub(service), "ada", "Protect the wildlife, save the forest");
        }
        try (RunningService service = start(url, "model")) {
            ClassifiedPost post = stored(stub(service), "ada", keys.get(0)).get(0);

            assertThat(post.getPostId()).isEqualTo(post.getContentKey()).isEqualTo(keys.get(0));
            assertThat(post.getBaseScoresList()).singleElement().satisfies(scores ->
                    assertThat(scores.getScorerId()).startsWith("embedded/ngrams-1-"));
        }
    }

    /** A reply has scores of its own, so what it replies to is kept with it; and nobody else gets at it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aReplyIsScoredAgainAsTheReplyThatItWas(Engine engine) {
        try (RunningService service = start(engine.freshUrl(), "lexicon")) {
            ClassifierServiceBlockingStub classifier = stub(service);
            PostToClassify reply = PostToClassify.newBuilder()
                    .setPostId("p")
                    .setText("Protect the wildlife")
                    .setRepliedToText("Who cares?")
                    .build();
            ClassifiedPost scored = classifier
                    .classifyPosts(ClassifyPostsRequest.newBuilder().setKeepForUserId("ada").addPosts(reply).build())
                    .getPosts(0);

            ClassifiedPost again = stored(classifier, "ada", scored.getContentKey()).get(0);
            assertThat(again.getContentKey()).isEqualTo(scored.getContentKey()).isNotEqualTo(keep(classifier, "", "Protect the wildlife").get(0));
            assertThat(again.getBaseScoresList()).isEqualTo(scored.getBaseScoresList());
            assertThat(export(classifier, "ada")).singleElement().satisfies(text -> {
                assertThat(text.getText()).isEqualTo(reply.getText());
                assertThat(text.getRepliedToText()).isEqualTo(reply.getRepliedToText());
            });
            assertThat(stored(classifier, "bob", scored.getContentKey())).as("somebody else's").isEmpty();
            assertThat(forget(classifier, "bob", scored.getContentKey())).isZero();
            assertThat(stored(classifier, "ada", scored.getContentKey())).hasSize(1);
        }
    }

    @Test
    void exportsMoreThanAPage() {
        try (RunningService service = start(Engine.H2.freshUrl(), "lexicon")) {
            ClassifierServiceBlockingStub classifier = stub(service);
            String[] texts = IntStream.range(0, 120).mapToObj(i -> "Text " + i).toArray(String[]::new);
            keep(classifier, "ada", texts);

            assertThat(export(classifier, "ada")).extracting(ExportUserDataResponse::getText).containsExactlyInAnyOrder(texts);
        }
    }

    @Test
    void aCallThatCannotKeepFails() throws SQLException {
        String url = Engine.H2.freshUrl();
        try (RunningService service = start(url, "lexicon");
                Connection database = DriverManager.getConnection(url, "sa", "");
                Statement statement = database.createStatement()) {
            statement.execute("drop table kept_text");

            assertThat(Refused.by(() -> keep(stub(service), "ada", "Gold medal!")).code()).isEqualTo(Code.INTERNAL);
            assertThat(keep(stub(service), "", "Gold medal!")).hasSize(1);
        }
    }

    private static RunningService start(String url, String embedded) {
        return RunningService.start(
                "classifier-svc", Map.of("datasources.default.url", url, "circumplex.classifier.embedded", embedded));
    }

    private static ClassifierServiceBlockingStub stub(RunningService service) {
        return ClassifierServiceGrpc.newBlockingStub(service.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static List<String> keep(ClassifierServiceBlockingStub classifier, String userId, String... texts) {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder().setKeepForUserId(userId);
        for (String text : texts) {
            request.addPosts(PostToClassify.newBuilder().setPostId("p" + request.getPostsCount()).setText(text));
        }
        return classifier.classifyPosts(request.build()).getPostsList().stream().map(ClassifiedPost::getContentKey).toList();
    }

    private static List<ClassifiedPost> stored(ClassifierServiceBlockingStub classifier, String userId, String... keys) {
        return classifier.classifyStored(
                        ClassifyStoredRequest.newBuilder().setUserId(userId).addAllContentKeys(List.of(keys)).build())
                .getPostsList();
    }

    private static int forget(ClassifierServiceBlockingStub classifier, String userId, String key) {
        return classifier.forgetTexts(ForgetTextsRequest.newBuilder().setUserId(userId).addContentKeys(key).build()).getTextsDeleted();
    }

    private static int erase(ClassifierServiceBlockingStub classifier, String userId) {
        return classifier.deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(userId).build()).getTextsDeleted();
    }

    private static List<ExportUserDataResponse> export(ClassifierServiceBlockingStub classifier, String userId) {
        return ImmutableList.copyOf(classifier.exportUserData(ExportUserDataRequest.newBuilder().setUserId(userId).build()));
    }
}
