package circumplex.ranker;

import static circumplex.ranker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import circumplex.ranker.v1.CandidateWeights;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.values.v1.ValueScores;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is checked by hand is what the annotations say, no more and no less. */
class PostRulesWireTest {

    private static final long SEED = 607;
    private static final int ROUNDS = 4_000;

    private final Validator validator = ValidatorFactory.newBuilder().build();

    @Test
    void complaintsAreThoseOfTheAnnotationsForEveryRequest() throws ValidationException {
        Random random = new Random(SEED);
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RankPostsRequest request = random(random);
            String where = "seed " + SEED + ", round " + round;
            List<String> expected = complaints(request);
            assertThat(complaints(PostRulesWire.rest(request))).as(where).isEqualTo(expected);
            PreviewRankingsRequest preview = preview(request);
            assertThat(complaints(PostRulesWire.rest(preview))).as(where).isEqualTo(complaints(preview));
            if (complaints(request.toBuilder().clearValueSets().addAllValueSets(request().getValueSetsList()).clearTopK().build()).isEmpty()) {
                // What keeps the rules is not interpreted once more.
                assertThat(PostRulesWire.rest(request).getPostsCount()).as(where).isZero();
                assertThat(PostRulesWire.rest(preview).getPostsCount()).as(where).isZero();
                good++;
            }
        }
        assertThat(good).as("good requests, seed %d", SEED).isBetween(ROUNDS / 5, ROUNDS * 4 / 5);
    }

    @Test
    void everyBoundIsHeldAtItsEdge() throws ValidationException {
        edge("post_id of no bytes", false, post -> post.clearPostId());
        edge("post_id of 256 bytes", true, post -> post.setPostId("x".repeat(256)));
        edge("post_id of 257 bytes", false, post -> post.setPostId("x".repeat(257)));
        edge("post_id of 256 bytes in 64 characters", true, post -> post.setPostId("😀".repeat(64)));
        edge("post_id of 260 bytes in 65 characters", false, post -> post.setPostId("😀".repeat(65)));
        edge("post_id of 258 bytes in 86 characters", false, post -> post.setPostId("値".repeat(86)));
        edge("author_key of 256 bytes", true, post -> post.setAuthorKey("x".repeat(256)));
        edge("author_key of 257 bytes", false, post -> post.setAuthorKey("x".repeat(257)));
        edge("engagement_rank 0", false, post -> post.setEngagementRank(0));
        edge("engagement_rank 10^9", true, post -> post.setEngagementRank(1_000_000_000));
        edge("engagement_rank 10^9 + 1", false, post -> post.setEngagementRank(1_000_000_001));
        edge("engagement_rank 2^32 - 1", false, post -> post.setEngagementRank(-1));
        for (String field : List.of("scores", "base_scores", "score_se")) {
            edge("4 " + field, true, post -> put(post, field, Collections.nCopies(4, vector("", 1))));
            edge("5 " + field, false, post -> put(post, field, Collections.nCopies(5, vector("", 1))));
            edge("no number in " + field, false, post -> put(post, field, List.of(vector("", 1), vector("", 0))));
            edge("256 numbers in " + field, true, post -> put(post, field, List.of(vector("", 256))));
            edge("257 numbers in " + field, false, post -> put(post, field, List.of(vector("", 257))));
            edge("64 characters in " + field, true, post -> put(post, field, List.of(vector("😀".repeat(64), 1))));
            edge("65 characters in " + field, false, post -> put(post, field, List.of(vector("😀".repeat(65), 1))));
        }
    }

    @Test
    void tooManyPostsAreToldByTheAnnotations() throws ValidationException {
        PostToRank post = PostToRank.newBuilder().setPostId("p").setEngagementRank(1).build();
        RankPostsRequest many = request().addAllPosts(Collections.nCopies(10_000, post)).build();

        assertThat(PostRulesWire.rest(many).getPostsCount()).isZero();
        assertThat(complaints(PostRulesWire.rest(many.toBuilder().addPosts(post).build()))).containsExactly("posts repeated.max_items");
    }

    private void edge(String what, boolean kept, Consumer<PostToRank.Builder> change) throws ValidationException {
        PostToRank.Builder post = PostToRank.newBuilder().setPostId("p").setEngagementRank(1);
        change.accept(post);
        RankPostsRequest request = request().addPosts(post).build();

        assertThat(complaints(request).isEmpty()).as(what).isEqualTo(kept);
        assertThat(PostRulesWire.rest(request).getPostsCount()).as(what).isEqualTo(kept ? 0 : 1);
    }

    private static void put(PostToRank.Builder post, String field, List<ValueScores> vectors) {
        FieldDescriptor descriptor = PostToRank.getDescriptor().findFieldByName(field);
        vectors.forEach(vector -> post.addRepeatedField(descriptor, vector));
    }

    private static PreviewRankingsRequest preview(RankPostsRequest request) {
        PreviewRankingsRequest.Builder preview = PreviewRankingsRequest.newBuilder()
                .addAllValueSets(request.getValueSetsList())
                .addCandidates(CandidateWeights.getDefaultInstance())
                .addAllPosts(request.getPostsList());
        if (request.hasTopK()) {
            preview.setTopK(request.getTopK());
        }
        return preview.build();
    }

    /** Of about one request in two nothing in the posts breaks a rule, and of some of those something else does. */
    private static RankPostsRequest random(Random random) {
        RankPostsRequest.Builder request = random.nextInt(8) == 0 ? RankPostsRequest.newBuilder() : request();
        boolean bad = random.nextBoolean();
        int posts = random.nextInt(4);
        for (int i = 0; i < posts; i++) {
            PostToRank.Builder post = PostToRank.newBuilder()
                    .setPostId(text(random, bad, 256))
                    .setEngagementRank(bad && random.nextInt(8) == 0 ? random.nextInt() : 1 + random.nextInt(1_000_000_000))
                    .setAuthorKey(text(random, bad, 256));
            for (String field : List.of("scores", "base_scores", "score_se")) {
                int vectors = random.nextInt(bad ? 6 : 5);
                for (int v = 0; v < vectors; v++) {
                    int length = bad && random.nextInt(8) == 0 ? random.nextInt(2) * 257 : 1 + random.nextInt(256);
                    put(post, field, List.of(vector(random.nextBoolean() ? "" : text(random, bad, 64), length)));
                }
            }
            request.addPosts(post);
        }
        if (random.nextInt(8) == 0) {
            request.setTopK(0);
        }
        return request.build();
    }

    /** Of one to four bytes a character, near a bound more often than not. */
    private static String text(Random random, boolean bad, int bound) {
        String character = List.of("x", "ü", "値", "😀").get(random.nextInt(4));
        int bytes = bound == 64 ? 1 : character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        int most = bound / bytes;
        int count = random.nextBoolean() ? most - random.nextInt(2) : 1 + random.nextInt(most);
        if (bad && random.nextInt(8) == 0) {
            count = random.nextBoolean() ? 0 : most + 1;
        }
        return character.repeat(count);
    }

    private static ValueScores vector(String id, int length) {
        return ValueScores.newBuilder().setValueSetId(id).addAllScores(Collections.nCopies(length, 1f)).build();
    }

    /** Paths and rules, as the validation of a call says them. */
    private List<String> complaints(Message message) throws ValidationException {
        return validator.validate(message).getViolations().stream()
                .map(Violation::toProto)
                .map(violation -> path(violation) + " " + violation.getRuleId())
                .toList();
    }

    private static String path(build.buf.validate.Violation violation) {
        StringBuilder path = new StringBuilder();
        violation.getField().getElementsList().forEach(element -> path.append(path.isEmpty() ? "" : ".")
                .append(element.getFieldName())
                .append(element.hasIndex() ? "[" + element.getIndex() + "]" : ""));
        return path.toString();
    }
}
