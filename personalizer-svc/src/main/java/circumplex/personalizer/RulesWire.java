package circumplex.personalizer;

import circumplex.kit.call.ContractRules;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.QuestionnaireServiceGrpc;

/** The rules of this service's requests. */
final class RulesWire {

    private RulesWire() {}

    static void compile() {
        ContractRules.compile(
                ModelServiceGrpc.getServiceDescriptor(),
                PersonalizerServiceGrpc.getServiceDescriptor(),
                QuestionnaireServiceGrpc.getServiceDescriptor());
    }
}
