package circumplex.classifier.classify;

/**
 * A post to classify.
 *
 * @param id the client's; it only correlates within one request
 * @param text what it says; private
 * @param repliedTo what it replies to; private, empty if nothing
 */
public record Post(String id, String text, String repliedTo) {

    /** Without the text, so that no log can hold it. */
    @Override
    public String toString() {
        return "Post[id=" + id + "]";
    }
}
