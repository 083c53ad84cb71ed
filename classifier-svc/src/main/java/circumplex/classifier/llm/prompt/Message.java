package circumplex.classifier.llm.prompt;

/**
 * One message of a chat.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 */
public record Message(String role, String content) {

    /** Without the content, so that no log can hold it. */
    @Override
    public String toString() {
        return "Message[role=" + role + "]";
    }
}
