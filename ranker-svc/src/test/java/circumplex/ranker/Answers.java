package circumplex.ranker;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.v1.RankPostsResponse;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;

/** Reads answers that were written by hand, and compares them with what the messages themselves write. */
final class Answers {

    private Answers() {}

    static RankPostsResponse read(byte[] written) {
        try {
            RankPostsResponse answer = RankPostsResponse.parseFrom(written);
            assertThat(Arrays.equals(answer.toByteArray(), written)).as("the bytes are those that the messages write").isTrue();
            assertThat(answer.getUnknownFields().asMap()).isEmpty();
            return answer;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the answer cannot be read", e);
        }
    }
}
