package circumplex.gateway.feed;

/** One post of a feed as the client sent it. */
public record FeedPost(String id, String text) {

    public boolean hasText() {
        return !text.isBlank();
    }

    /** Without the text, which belongs in no log. */
    @Override
    public String toString() {
        return "FeedPost[" + id + "]";
    }
}
