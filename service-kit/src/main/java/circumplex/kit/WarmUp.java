package circumplex.kit;

/** Work that a service does once before it says SERVING, so that no client's first call pays for it. */
@FunctionalInterface
public interface WarmUp {

    void warmUp();
}
