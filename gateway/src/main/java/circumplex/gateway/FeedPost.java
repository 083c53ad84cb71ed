package circumplex.gateway;

/** One post of a feed as the client sent it. */
record FeedPost(String id, String text) {

    boolean hasText() {
        return !text.isBlank();
    }

    /** Without the text, which belongs in no log. */
    @Override
    public String toString() {
        return "FeedPost[" + id + "]";
    }
}
