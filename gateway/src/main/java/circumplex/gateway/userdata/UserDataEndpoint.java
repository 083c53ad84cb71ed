package circumplex.gateway.userdata;

import circumplex.gateway.profile.ProfileStore;
import circumplex.gateway.profile.StoredProfile;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeleteUserDataResponse;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.call.Caller;
import circumplex.kit.call.FlowControl;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.Iterator;

/** UserDataService on the wire. */
@Singleton
final class UserDataEndpoint extends UserDataServiceGrpc.UserDataServiceImplBase {

    private final ProfileStore profiles;
    private final AnnotationRecordsClient records;
    private final KeptTextsClient texts;
    private final DeleteUserData deleteUserData;

    UserDataEndpoint(
            ProfileStore profiles, AnnotationRecordsClient records, KeptTextsClient texts, DeleteUserData deleteUserData) {
        this.profiles = profiles;
        this.records = records;
        this.texts = texts;
        this.deleteUserData = deleteUserData;
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        Iterator<StoredProfile> own = profiles.list(Caller.current().tenant(), request.getUserId()).iterator();
        Iterator<PersonRecord> annotations = records.export(request.getUserId());
        Iterator<KeptText> kept = texts.export(request.getUserId());
        // Asked before anything is sent: a service that is down fails the export instead of cutting it short.
        boolean annotated = annotations.hasNext();
        boolean keeps = kept.hasNext();
        FlowControl.send(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return own.hasNext() || (annotated && annotations.hasNext()) || (keeps && kept.hasNext());
                    }

                    @Override
                    public ExportUserDataResponse next() {
                        if (own.hasNext()) {
                            return UserDataWire.record(own.next());
                        }
                        return annotated && annotations.hasNext()
                                ? UserDataWire.record(annotations.next())
                                : UserDataWire.record(kept.next());
                    }
                },
                out);
    }

    @Override
    public void deleteUserData(DeleteUserDataRequest request, StreamObserver<DeleteUserDataResponse> out) {
        Deletion deletion =
                deleteUserData.delete(Caller.current().tenant(), request.getRequestId(), request.getUserId());
        out.onNext(DeleteUserDataResponse.newBuilder()
                .setReceipt(UserDataWire.receipt(deletion))
                .build());
        out.onCompleted();
    }
}
