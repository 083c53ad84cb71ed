package circumplex.gateway;

import circumplex.gateway.v1.DeletedPart;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import java.util.Map;
import java.util.TreeMap;

/** What is kept about a person, and proofs that it is gone, on the wire. */
final class UserDataWire {

    private UserDataWire() {}

    static ExportUserDataResponse record(Profile profile) {
        return ExportUserDataResponse.newBuilder()
                .setProfile(ProfileWire.profile(profile))
                .build();
    }

    static ExportUserDataResponse record(AnnotationRecord annotation) {
        circumplex.gateway.v1.AnnotationRecord.Builder wire = circumplex.gateway.v1.AnnotationRecord.newBuilder()
                .setContentKey(annotation.contentKey())
                .setValueSet(WireValueSets.ref(annotation.ratings().set()))
                .putAllRatings(annotation.ratings().toMap())
                .setAnnotateTime(ProfileWire.timestamp(annotation.annotatedAt()));
        for (Map.Entry<String, circumplex.values.ScoreVector> base : new TreeMap<>(annotation.baseScores()).entrySet()) {
            wire.addBaseScores(BaseScores.newBuilder()
                    .setScorerId(base.getKey())
                    .setValues(WireVectors.scores(base.getValue())));
        }
        return ExportUserDataResponse.newBuilder().setAnnotation(wire).build();
    }

    static DeletionReceipt receipt(Deletion deletion) {
        DeletionReceipt.Builder wire = DeletionReceipt.newBuilder()
                .setId(deletion.requestId())
                .setComplete(deletion.complete())
                .addParts(part("gateway", deletion.gateway()))
                .addParts(part(PersonalizerClient.SERVICE, deletion.personalizer()));
        deletion.completedAt().ifPresent(time -> wire.setCompleteTime(ProfileWire.timestamp(time)));
        return wire.build();
    }

    private static DeletedPart part(String service, Deletion.Part part) {
        return DeletedPart.newBuilder()
                .setService(service)
                .setDone(part.done())
                .setRecordsDeleted(part.recordsDeleted())
                .build();
    }
}
