package circumplex.gateway.userdata;

import static circumplex.gateway.testing.Samples.rated;
import static circumplex.gateway.userdata.UserDataCalls.base;
import static circumplex.gateway.userdata.UserDataCalls.export;
import static circumplex.gateway.userdata.UserDataCalls.exportRequest;
import static circumplex.gateway.userdata.UserDataCalls.fill;
import static circumplex.gateway.userdata.UserDataCalls.twoScores;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.Database;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotationRecord;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Refused;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a person comes out whole, in order, or the export fails. */
final class ExportTest {

    @RegisterExtension
    final UserDataCalls calls = new UserDataCalls();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anExportIsTheProfileThenTheAnnotations(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        fill(services, "anna");
        fill(services, "berta");

        List<ExportUserDataResponse> records = export(services, "anna");

        assertThat(records).hasSize(5);
        assertThat(records.get(0).getProfile().getUserId()).isEqualTo("anna");
        assertThat(records.get(0).getProfile().getWeightsMap()).isEqualTo(Map.of("face", 0.5));
        assertThat(records.get(1).getAnnotation())
                .isEqualTo(AnnotationRecord.newBuilder()
                        .setContentKey(Samples.key("@a @b hedonism=1"))
                        .setValueSet(WireValueSets.ref(Samples.SET))
                        .putRatings("hedonism", 6)
                        .putRatings("face", 0)
                        .addBaseScores(base("a", "hedonism=1"))
                        .addBaseScores(base("b", "hedonism=1"))
                        .setAnnotateTime(Timestamp.newBuilder().setSeconds(1).setNanos(5_000_000))
                        .build());
        assertThat(records.get(2).getAnnotation().getContentKey()).isEqualTo(Samples.key("face=1"));
        assertThat(records.subList(3, 5))
                .extracting(record -> record.getText().getText())
                .containsExactlyInAnyOrder("@a @b hedonism=1", "face=1");
        assertThat(records.get(3).getText().getContentKey()).isEqualTo(Samples.key(records.get(3).getText().getText()));
        assertThat(export(services, "nobody")).isEmpty();
    }

    /** Also scores of more than two scorers, which come together over time. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnnotationOfAValueSetThatIsNotInstalledIsSentAsItIs(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        services.personalizer.keep("anna", circumplex.personalizer.v1.ExportUserDataResponse.newBuilder()
                .setAnnotation(circumplex.personalizer.v1.Annotation.newBuilder()
                        .setContentKey("0".repeat(64))
                        .putRatings("retired_value", 4)
                        .addBaseScores(twoScores("a"))
                        .addBaseScores(twoScores("b"))
                        .addBaseScores(twoScores("c")))
                .setValueSet(ValueSetRef.newBuilder().setId("retired-2").setVersion(3).setSha256("1".repeat(64)))
                .setAnnotateTime(Timestamp.newBuilder().setSeconds(7))
                .build());

        assertThat(export(services, "anna"))
                .singleElement()
                .extracting(ExportUserDataResponse::getAnnotation)
                .isEqualTo(AnnotationRecord.newBuilder()
                        .setContentKey("0".repeat(64))
                        .setValueSet(ValueSetRef.newBuilder().setId("retired-2").setVersion(3).setSha256("1".repeat(64)))
                        .putRatings("retired_value", 4)
                        .addBaseScores(twoScores("a"))
                        .addBaseScores(twoScores("b"))
                        .addBaseScores(twoScores("c"))
                        .setAnnotateTime(Timestamp.newBuilder().setSeconds(7))
                        .build());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anExportThatCannotBeWholeFails(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        fill(services, "anna");

        services.personalizer.server.fail(Code.UNAVAILABLE);
        List<ExportUserDataResponse> sent = new ArrayList<>();
        Refused refused = Refused.by(() -> exportRequest(services, "anna").forEachRemaining(sent::add));
        assertThat(refused.summary()).isEqualTo("UNAVAILABLE UNAVAILABLE");
        assertThat(refused.metadata()).isEqualTo(Map.of("service", "personalizer-svc"));
        assertThat(refused.retry()).isPresent();
        assertThat(sent).as("asked before anything is sent").isEmpty();

        services.personalizer.server.succeed();
        services.personalizer.exportBreaksAfter = 1;
        assertThat(Refused.by(() -> exportRequest(services, "anna").forEachRemaining(sent::add)).summary())
                .isEqualTo("UNAVAILABLE UNAVAILABLE");
        assertThat(sent).as("a profile and an annotation, then the failure").hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLongExportComesWholeAndInOrder(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        for (int call = 0; call < 10; call++) {
            AnnotateRequest.Builder request = AnnotateRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setUserId("anna");
            int from = 100 * call;
            IntStream.range(from, from + 100).forEach(i -> request.addPosts(rated("p" + i, "post " + i, Map.of("face", 1))));
            services.calibration().annotate(request.build());
        }

        assertThat(export(services, "anna"))
                .filteredOn(ExportUserDataResponse::hasAnnotation)
                .extracting(record -> record.getAnnotation().getContentKey())
                .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> Samples.key("post " + i)).toList());
    }
}
