package circumplex.gateway.userdata;

import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.profile.ProfileWire;
import circumplex.gateway.profile.StoredProfile;
import circumplex.gateway.v1.DeletedPart;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.gateway.v1.TextRecord;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.values.v1.ValueSetRef;

/** What is kept about a person, and proofs that it is gone, on the wire. */
final class UserDataWire {

    private UserDataWire() {}

    static ExportUserDataResponse record(StoredProfile profile) {
        return ExportUserDataResponse.newBuilder()
                .setProfile(ProfileWire.stored(profile))
                .build();
    }

    static ExportUserDataResponse record(PersonRecord record) {
        return record instanceof AnswersRecord answers ? answers(answers) : annotation((AnnotationRecord) record);
    }

    private static ExportUserDataResponse answers(AnswersRecord answers) {
        return ExportUserDataResponse.newBuilder()
                .setAnswers(circumplex.gateway.v1.AnswersRecord.newBuilder()
                        .setQuestionnaireId(answers.questionnaireId())
                        .putAllAnswers(answers.answers())
                        .setAnswerTime(ProfileWire.timestamp(answers.answeredAt())))
                .build();
    }

    private static ExportUserDataResponse annotation(AnnotationRecord annotation) {
        circumplex.gateway.v1.AnnotationRecord.Builder wire = circumplex.gateway.v1.AnnotationRecord.newBuilder()
                .setContentKey(annotation.contentKey())
                .setValueSet(ValueSetRef.newBuilder()
                        .setId(annotation.set().id())
                        .setVersion(annotation.set().version())
                        .setSha256(annotation.set().sha256()))
                .putAllRatings(annotation.ratings())
                .setAnnotateTime(ProfileWire.timestamp(annotation.annotatedAt()));
        annotation.baseScores().forEach((scorer, scores) -> wire.addBaseScores(BaseScores.newBuilder()
                .setScorerId(scorer)
                .setValues(ValueScores.newBuilder().addAllScores(scores))));
        return ExportUserDataResponse.newBuilder().setAnnotation(wire).build();
    }

    static ExportUserDataResponse record(KeptText text) {
        return ExportUserDataResponse.newBuilder()
                .setText(TextRecord.newBuilder()
                        .setContentKey(text.contentKey())
                        .setText(text.text())
                        .setRepliedToText(text.repliedTo()))
                .build();
    }

    static DeletionReceipt receipt(Deletion deletion) {
        DeletionReceipt.Builder wire = DeletionReceipt.newBuilder()
                .setId(deletion.requestId())
                .setComplete(deletion.complete())
                .addParts(part("gateway", deletion.gateway()))
                .addParts(part(PersonalizerChannel.SERVICE, deletion.personalizer()))
                .addParts(part(ClassifierClient.SERVICE, deletion.classifier()));
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
