package circumplex.classifier.kept;

/**
 * One text that is kept for somebody.
 *
 * @param contentKey what it is known by; the text may have another key by later rules of normalising
 * @param text as it was sent; private
 * @param repliedTo what it replies to, empty if nothing; private
 */
public record KeptText(String contentKey, String text, String repliedTo) {

    /** Without the text, so that no log can hold it. */
    @Override
    public String toString() {
        return "a kept text";
    }
}
