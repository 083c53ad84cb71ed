package circumplex.gateway.feed;

/**
 * One post of a feed as the client sent it.
 *
 * @param authorKey whose it is; empty if that is unknown
 */
public record FeedPost(String id, String text, String authorKey) {

    /** Of an unknown author. */
    public FeedPost(String id, String text) {
        this(id, text, "");
    }

    public boolean hasText() {
        return !text.isBlank();
    }

    /** Without text and author, which belong in no log. */
    @Override
    public String toString() {
        return "FeedPost[" + id + "]";
    }
}
