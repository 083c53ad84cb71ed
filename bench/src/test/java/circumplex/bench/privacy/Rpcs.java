package circumplex.bench.privacy;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ReplicaServiceGrpc;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.QuestionnaireServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every call of the contract. */
final class Rpcs {

    static final Map<ServiceName, List<ServiceDescriptor>> SERVICES = Map.of(
            ServiceName.CLASSIFIER, List.of(ClassifierServiceGrpc.getServiceDescriptor()),
            ServiceName.PERSONALIZER,
                    List.of(
                            PersonalizerServiceGrpc.getServiceDescriptor(),
                            QuestionnaireServiceGrpc.getServiceDescriptor(),
                            ModelServiceGrpc.getServiceDescriptor()),
            ServiceName.RANKER, List.of(RankerServiceGrpc.getServiceDescriptor()),
            ServiceName.GATEWAY,
                    List.of(
                            FeedServiceGrpc.getServiceDescriptor(),
                            CalibrationServiceGrpc.getServiceDescriptor(),
                            ProfileServiceGrpc.getServiceDescriptor(),
                            UserDataServiceGrpc.getServiceDescriptor(),
                            ReplicaServiceGrpc.getServiceDescriptor()));

    private Rpcs() {}

    static List<MethodDescriptor<?, ?>> of(ServiceName service) {
        return Objects.requireNonNull(SERVICES.get(service)).stream()
                .flatMap(descriptor -> descriptor.getMethods().stream())
                .<MethodDescriptor<?, ?>>map(method -> method)
                .toList();
    }

    static Descriptors.Descriptor input(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor()))
                .getMethodDescriptor()
                .getInputType();
    }
}
