package circumplex.cli.models;

import circumplex.personalizer.v1.ModelPointer;

/** What a moved pointer means for calls, as the replica that answered sees it. */
final class PointerText {

    private PointerText() {}

    static String of(ModelPointer pointer) {
        String model = pointer.getModelId().isEmpty() ? "no model of the registry" : pointer.getModelId();
        return pointer.getServedHere()
                ? model + " is in production"
                : model + " is chosen; the earlier one answers until it has taken over, and \"models list\" says so as long";
    }
}
