package circumplex.gateway;

import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ReplicaServiceGrpc;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.call.ContractRules;

/** The rules of this service's requests. */
final class RulesWire {

    private RulesWire() {}

    static void compile() {
        ContractRules.compile(
                CalibrationServiceGrpc.getServiceDescriptor(),
                FeedServiceGrpc.getServiceDescriptor(),
                ProfileServiceGrpc.getServiceDescriptor(),
                ReplicaServiceGrpc.getServiceDescriptor(),
                UserDataServiceGrpc.getServiceDescriptor());
    }
}
