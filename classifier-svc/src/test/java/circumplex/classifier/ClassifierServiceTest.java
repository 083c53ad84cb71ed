package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceBlockingStub;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.classifier.v1.ListValueSetsResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as clients meet it. */
class ClassifierServiceTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    private static RunningService service;
    private static ClassifierServiceBlockingStub classifier;

    @BeforeAll
    static void start() {
        service = RunningService.start("classifier-svc", Map.of());
        classifier = ClassifierServiceGrpc.newBlockingStub(service.channel());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void scoresOnceAndReadsAfterwards() {
        // The same in every run: to the model the digits of a number are words too.
        String text = "Protect the wildlife, save the forest of our town";

        ClassifyPostsResponse first = classify(post("a", text));
        ClassifyPostsResponse second = classify(post("b", text));

        assertThat(first.getValueSet()).isEqualTo(WireValueSets.ref(SET));
        ClassifiedPost made = first.getPosts(0);
        assertThat(made.getPostId()).isEqualTo("a");
        assertThat(made.getContentKey()).matches("[0-9a-f]{64}");
        assertThat(made.getLanguage()).isEqualTo("en");
        assertThat(made.getCached()).isFalse();
        assertThat(made.getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_UNSPECIFIED);
        assertThat(made.getBaseScoresList()).hasSize(1);
        assertThat(made.getBaseScores(0).getScorerId()).startsWith("embedded/ngrams-1-").contains("/schwartz-19@1/");
        assertThat(made.getBaseScores(0).getValues().getScoresList()).hasSize(19);
        // Above what feeds have on average, .7.
        assertThat(score(made, "universalism_nature")).isGreaterThan(1f);
        assertThat(second.getPosts(0)).isEqualTo(made.toBuilder().setPostId("b").setCached(true).build());
    }

    @Test
    void answersInRequestOrderAndScoresEqualTextsOnce() {
        String text = "So grateful today " + UUID.randomUUID();

        List<ClassifiedPost> posts = classify(
                        post("1", text), post("2", "Delicious cake"), post("3", "  " + text + "\u200B\n"), post("4", ""))
                .getPostsList();

        assertThat(posts).extracting(ClassifiedPost::getPostId).containsExactly("1", "2", "3", "4");
        assertThat(posts.get(2)).isEqualTo(posts.get(0).toBuilder().setPostId("3").build());
        assertThat(posts.get(0).getCached()).isFalse();
    }

    @Test
    void noPostsAreNoAnswers() {
        ClassifyPostsResponse answer = classify();

        assertThat(answer.getPostsList()).isEmpty();
        assertThat(answer.getValueSet()).isEqualTo(WireValueSets.ref(SET));
    }

    @Test
    void blankTextIsValidAndUnscored() {
        for (String blank : List.of("", "  \n\t ", "\u200B\u3164")) {
            ClassifiedPost post = classify(post("a", blank)).getPosts(0);
            assertThat(post.getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_EMPTY_TEXT);
            assertThat(post.getContentKey()).isEmpty();
            assertThat(post.getLanguage()).isEqualTo("und");
            assertThat(post.getBaseScoresList()).isEmpty();
            assertThat(post.getCached()).isFalse();
        }
    }

    @Test
    void otherLanguagesAreFlaggedAndUnscored() {
        List<ClassifiedPost> posts = classify(
                        post("a", "Meine Oma backt den besten Kuchen der Welt"), post("b", "Доброе утро"), post("c", "🎉"))
                .getPostsList();

        assertThat(posts).extracting(ClassifiedPost::getLanguage).containsExactly("de", "und-Cyrl", "und");
        assertThat(posts.subList(0, 2)).allSatisfy(post -> {
            assertThat(post.getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_UNSUPPORTED_LANGUAGE);
            assertThat(post.getContentKey()).isNotEmpty();
            assertThat(post.getBaseScoresList()).isEmpty();
        });
        assertThat(posts.get(2).getBaseScoresList()).as("what cannot be told is scored").hasSize(1);
    }

    @Test
    void refuses501Posts() {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder();
        IntStream.range(0, 501).forEach(i -> request.addPosts(post("p" + i, "hello")));

        assertInvalid(Refused.by(() -> classify(request)), "posts repeated.max_items");
    }

    @Test
    void refuses10001CharactersAndTakes10000OfAnyKind() {
        assertInvalid(
                Refused.by(() -> classify(post("a", "hello"), post("b", "x".repeat(10_001)))),
                "posts[1].text string.max_len");
        assertInvalid(Refused.by(() -> classify(post("a", "😀".repeat(10_001)))), "posts[0].text string.max_len");

        assertThat(classify(post("a", "😀".repeat(10_000))).getPosts(0).getBaseScoresList()).hasSize(1);
    }

    @Test
    void takesTheLargestRequestThatTheContractAllows() {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder();
        IntStream.range(0, 500)
                .forEach(i -> request.addPosts(post("i".repeat(253) + String.format("%03d", i), "🎉".repeat(9_999) + "🎉")));

        ClassifyPostsResponse answer = classifier.withDeadlineAfter(60, TimeUnit.SECONDS).classifyPosts(request.build());

        assertThat(request.build().getSerializedSize()).isGreaterThan(20_000_000);
        assertThat(answer.getPostsCount()).isEqualTo(500);
        // Emoji say nothing to the model.
        assertThat(score(answer.getPosts(499), "hedonism")).isZero();
    }

    @Test
    void refusesAPostIdThatIsTakenMissingOrTooLong() {
        assertInvalid(
                Refused.by(() -> classify(post("a", "one"), post("b", "two"), post("a", "three"))), "posts[2].post_id unique");
        assertInvalid(Refused.by(() -> classify(post("", "one"))), "posts[0].post_id string.min_len");
        assertInvalid(Refused.by(() -> classify(post("i".repeat(257), "one"))), "posts[0].post_id string.max_bytes");
    }

    @Test
    void refusesAnotherValueSetThanItHas() {
        ValueSetRef known = WireValueSets.ref(SET);
        ValueSetRef reordered = known.toBuilder().setSha256("0".repeat(64)).build();
        ValueSetRef unknown = known.toBuilder().setId("schwartz-10").build();

        Refused stale = Refused.by(() -> classify(ClassifyPostsRequest.newBuilder().setValueSet(reordered)));
        assertThat(stale.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(stale.reason()).isEqualTo("VALUE_SET_MISMATCH");
        assertThat(stale.metadata()).containsEntry("sha256", known.getSha256());
        assertThat(Refused.by(() -> classify(ClassifyPostsRequest.newBuilder().setValueSet(unknown))).reason())
                .isEqualTo("VALUE_SET_MISMATCH");
        assertThat(classify(ClassifyPostsRequest.newBuilder().setValueSet(known)).getValueSet()).isEqualTo(known);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] valid = ClassifyPostsRequest.newBuilder().addPosts(post("a", "hello hello")).build().toByteArray();
        String hex = HexFormat.of().formatHex(valid);
        byte[] broken = HexFormat.of().parseHex(hex.replace("68656c6c6f2068", "6865ffc06f2068"));
        byte[] surrogate = HexFormat.of().parseHex(hex.replace("68656c6c6f2068", "6865eda0806f68"));

        for (byte[] bytes : List.of(broken, surrogate)) {
            Refused refused = Refused.by(() -> send(bytes));
            assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refused.reason()).isEqualTo("MALFORMED_MESSAGE");
        }
        assertThat(send(valid)).isNotEmpty();
    }

    @Test
    void listsTheValueSetsInPages() {
        ListValueSetsResponse all = classifier.listValueSets(ListValueSetsRequest.getDefaultInstance());

        assertThat(all.getValueSetsList()).hasSize(ValueSets.all().list().size());
        assertThat(all.getValueSets(0)).isEqualTo(WireValueSets.describe(SET));
        assertThat(all.getValueSets(0).getDimensionsCount()).isEqualTo(19);
        assertThat(all.getNextPageToken()).isEmpty();
        assertInvalid(Refused.by(() -> list(101, "")), "page_size uint32.lte");
        assertInvalid(Refused.by(() -> list(0, "not-ours")), "page_token page_token");
        assertInvalid(Refused.by(() -> list(0, "x".repeat(65))), "page_token string.max_bytes");
    }

    private static void assertInvalid(Refused refused, String violation) {
        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(refused.violations()).containsExactly(violation);
    }

    private static float score(ClassifiedPost post, String value) {
        return post.getBaseScores(0).getValues().getScores(SET.requirePosition(value));
    }

    private static ClassifyPostsResponse classify(PostToClassify... posts) {
        return classify(ClassifyPostsRequest.newBuilder().addAllPosts(List.of(posts)));
    }

    private static ClassifyPostsResponse classify(ClassifyPostsRequest.Builder request) {
        return classifier.withDeadlineAfter(30, TimeUnit.SECONDS).classifyPosts(request.build());
    }

    private static ListValueSetsResponse list(int size, String token) {
        return classifier.listValueSets(
                ListValueSetsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
    }

    private static PostToClassify post(String id, String text) {
        return PostToClassify.newBuilder().setPostId(id).setText(text).build();
    }

    /** Sends bytes as they are, which no generated stub can. */
    private static byte[] send(byte[] request) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(ClassifierServiceGrpc.getClassifyPostsMethod().getFullMethodName())
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return ClientCalls.blockingUnaryCall(
                service.channel(), method, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS), request);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
