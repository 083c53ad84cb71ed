package circumplex.classifier.llm.prompt;

/**
 * A post as it is shown to a model. Private.
 *
 * @param id of the post within one prompt; never the client's
 * @param text normalised, and redacted where that is wanted
 * @param repliedTo as the text; empty if it replies to nothing
 */
public record QuotedPost(String id, String text, String repliedTo) {

    /** Without the texts, so that no log can hold them. */
    @Override
    public String toString() {
        return "QuotedPost[id=" + id + "]";
    }
}
