package circumplex.personalizer;

import static circumplex.personalizer.Calls.annotation;
import static circumplex.personalizer.Calls.base;
import static circumplex.personalizer.Calls.recording;
import static circumplex.personalizer.Samples.SCORER;
import static circumplex.personalizer.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one person says changes no bit of what another is answered. */
final class OtherPeopleTest {

    private static final long SEED = 90210;
    private static final int ROUNDS = 60;

    @Test
    void nothingThatOthersDoChangesABitOfAnAnswer() {
        try (RunningService service = RunningService.start("personalizer-svc", Map.of())) {
            Calls calls = new Calls(service);
            Random random = new Random(SEED);
            PostToPersonalize[] posts = IntStream.range(0, 40)
                    .mapToObj(i -> Calls.post("post " + i, Samples.randomScores(random)))
                    .toArray(PostToPersonalize[]::new);
            for (int i = 0; i < 6; i++) {
                say(calls, "berta", random);
            }
            ByteString known = calls.personalize("berta", posts).toByteString();
            ByteString unknown = calls.personalize("carl", posts).toByteString();
            for (int round = 0; round < ROUNDS; round++) {
                String other = random.nextBoolean() ? "anna" : "Berta";
                switch (random.nextInt(5)) {
                    case 0 -> calls.stub().recordAnnotations(recording(other).toBuilder()
                            .addWithdrawnContentKeys(key(random.nextInt(10)))
                            .build());
                    case 1 -> calls.stub().deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(other).build());
                    default -> say(calls, other, random);
                }
                assertThat(calls.personalize("berta", posts).toByteString()).as("seed %s, round %s", SEED, round).isEqualTo(known);
                assertThat(calls.personalize("carl", posts).toByteString()).as("seed %s, round %s", SEED, round).isEqualTo(unknown);
            }
            say(calls, "anna", random);
            assertThat(calls.personalize("anna", posts).toByteString()).as("what somebody says changes their own").isNotEqualTo(unknown);
        }
    }

    /** About one of ten posts, so that people meet at the same ones. */
    private static void say(Calls calls, String user, Random random) {
        calls.record(user, annotation(
                key(random.nextInt(10)),
                Samples.randomRatings(random).toMap(),
                base(SCORER, Samples.randomScores(random))));
    }
}
