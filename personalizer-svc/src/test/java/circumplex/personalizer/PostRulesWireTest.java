package circumplex.personalizer;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is checked by hand is what the annotations say, no more and no less. */
final class PostRulesWireTest {

    private static final long SEED = 611;
    private static final int ROUNDS = 2_000;

    private final Validator validator = ValidatorFactory.newBuilder().build();

    @Test
    void complaintsAreThoseOfTheAnnotationsForEveryRequest() throws ValidationException {
        SplittableRandom random = new SplittableRandom(SEED);
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            PersonalizeScoresRequest request = random(random);
            List<String> expected = complaints(request);
            PersonalizeScoresRequest rest = PostRulesWire.rest(request);
            assertThat(complaints(rest)).as("seed %s, round %s", SEED, round).isEqualTo(expected);
            if (expected.stream().noneMatch(complaint -> complaint.startsWith("posts"))) {
                assertThat(rest.getPostsCount()).as("seed %s, round %s: not interpreted once more", SEED, round).isZero();
                good++;
            }
        }
        assertThat(good).as("good posts, seed %d", SEED).isBetween(ROUNDS / 5, ROUNDS * 4 / 5);
    }

    @Test
    void everyBoundIsHeldAtItsEdge() throws ValidationException {
        edge("a good post", true, post -> {});
        edge("post_id of no bytes", false, post -> post.clearPostId());
        edge("post_id of 256 bytes in 64 characters", true, post -> post.setPostId("😀".repeat(64)));
        edge("post_id of 257 bytes", false, post -> post.setPostId("x".repeat(257)));
        edge("no scores", false, post -> post.clearBaseScores());
        edge("two scorers", true, post -> post.addBaseScores(scores()));
        edge("three scorers", false, post -> post.addBaseScores(scores()).addBaseScores(scores()));
        edge("scorer_id of no bytes", false, post -> post.getBaseScoresBuilder(0).clearScorerId());
        edge("scorer_id of 256 bytes", true, post -> post.getBaseScoresBuilder(0).setScorerId("x".repeat(256)));
        edge("scorer_id of 258 bytes in 86 characters", false, post -> post.getBaseScoresBuilder(0).setScorerId("値".repeat(86)));
        edge("NUL", false, post -> post.getBaseScoresBuilder(0).setScorerId("a\0"));
        edge("no values", false, post -> post.getBaseScoresBuilder(0).clearValues());
        edge("256 numbers", true, post -> post.getBaseScoresBuilder(0).setValues(vector("", 256)));
        edge("257 numbers", false, post -> post.getBaseScoresBuilder(0).setValues(vector("", 257)));
        edge("no number", false, post -> post.getBaseScoresBuilder(0).setValues(vector("", 0)));
        edge("64 characters", true, post -> post.getBaseScoresBuilder(0).setValues(vector("😀".repeat(64), 1)));
        edge("65 characters", false, post -> post.getBaseScoresBuilder(0).setValues(vector("😀".repeat(65), 1)));
    }

    @Test
    void tooManyPostsAreToldByTheAnnotations() throws ValidationException {
        PersonalizeScoresRequest many = request().addAllPosts(Collections.nCopies(500, post().build())).build();

        assertThat(PostRulesWire.rest(many).getPostsCount()).isZero();
        assertThat(complaints(PostRulesWire.rest(many.toBuilder().addPosts(post()).build()))).containsExactly("posts repeated.max_items");
    }

    private void edge(String what, boolean kept, Consumer<PostToPersonalize.Builder> change) throws ValidationException {
        PostToPersonalize.Builder post = post();
        change.accept(post);
        PersonalizeScoresRequest request = request().addPosts(post).build();

        assertThat(complaints(request).isEmpty()).as(what).isEqualTo(kept);
        assertThat(PostRulesWire.rest(request).getPostsCount()).as(what).isEqualTo(kept ? 0 : 1);
    }

    /** Of about one request in two nothing in the posts breaks a rule, and of some something else does. */
    private static PersonalizeScoresRequest random(SplittableRandom random) {
        PersonalizeScoresRequest.Builder request = random.nextInt(8) == 0 ? PersonalizeScoresRequest.newBuilder() : request();
        boolean bad = random.nextBoolean();
        for (int posts = random.nextInt(4); posts > 0; posts--) {
            PostToPersonalize.Builder post = PostToPersonalize.newBuilder().setPostId(text(random, bad, 256));
            for (int scorers = bad && random.nextInt(6) == 0 ? 3 * random.nextInt(2) : 1 + random.nextInt(2); scorers > 0; scorers--) {
                BaseScores.Builder scores = BaseScores.newBuilder().setScorerId(text(random, bad, 256));
                if (!bad || random.nextInt(8) > 0) {
                    int length = bad && random.nextInt(8) == 0 ? random.nextInt(2) * 257 : 1 + random.nextInt(256);
                    scores.setValues(vector(random.nextBoolean() ? "" : text(random, bad, 64), length));
                }
                post.addBaseScores(scores);
            }
            request.addPosts(post);
        }
        return request.build();
    }

    /** Of one to four bytes a character, near a bound more often than not; the bound of 64 is of characters. */
    private static String text(SplittableRandom random, boolean bad, int bound) {
        String character = List.of("x", "ü", "値", "😀", "\0").get(random.nextInt(bad ? 5 : 4));
        int bytes = bound == 64 ? 1 : character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        int most = bound / bytes;
        int count = random.nextBoolean() ? most - random.nextInt(2) : 1 + random.nextInt(most);
        if (bad && random.nextInt(8) == 0) {
            count = random.nextBoolean() ? 0 : most + 1;
        }
        return character.repeat(count);
    }

    private static PersonalizeScoresRequest.Builder request() {
        return PersonalizeScoresRequest.newBuilder().setUserId("u").setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()));
    }

    private static PostToPersonalize.Builder post() {
        return PostToPersonalize.newBuilder().setPostId("p").addBaseScores(scores());
    }

    private static BaseScores scores() {
        return BaseScores.newBuilder().setScorerId("s").setValues(vector("", 19)).build();
    }

    private static ValueScores vector(String id, int length) {
        return ValueScores.newBuilder().setValueSetId(id).addAllScores(Collections.nCopies(length, 1f)).build();
    }

    private List<String> complaints(PersonalizeScoresRequest request) throws ValidationException {
        return validator.validate(request).getViolations().stream().map(Violation::toProto).map(PostRulesWireTest::text).toList();
    }

    private static String text(build.buf.validate.Violation violation) {
        StringBuilder path = new StringBuilder();
        violation.getField().getElementsList().forEach(element -> path.append(path.isEmpty() ? "" : ".")
                .append(element.getFieldName())
                .append(element.hasIndex() ? "[" + element.getIndex() + "]" : ""));
        return path + " " + violation.getRuleId();
    }
}
