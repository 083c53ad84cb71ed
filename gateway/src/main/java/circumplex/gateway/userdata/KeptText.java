package circumplex.gateway.userdata;

/**
 * The text of a post that a person annotated, as classifier-svc keeps it.
 *
 * @param text private
 * @param repliedTo what it replies to, empty if nothing; private
 */
record KeptText(String contentKey, String text, String repliedTo) {

    /** Without the text, so that no log can hold it. */
    @Override
    public String toString() {
        return "a kept text";
    }
}
