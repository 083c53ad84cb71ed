package circumplex.kit.house;

/** An endpoint that a use case calls. */
final class HouseEndpoint {

    int houses() {
        return 1;
    }
}
