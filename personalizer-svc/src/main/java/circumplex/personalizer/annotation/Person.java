package circumplex.personalizer.annotation;

/**
 * Whose annotations. No text form shows the user id, so that it cannot slip into a log.
 *
 * @param tenant from the caller's credential
 * @param userId opaque
 */
public record Person(String tenant, String userId) {

    @Override
    public String toString() {
        return "a person of " + tenant;
    }
}
