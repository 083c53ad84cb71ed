package circumplex.ranker;

/** Where posts without scores go. */
enum Placement {
    /** They stay where engagement put them; the scored posts share the other slots in their own order. */
    KEEP_ENGAGEMENT_SLOT,
    /** They follow the scored posts, in engagement order. */
    UNSCORED_LAST;

    /**
     * The order of all posts of {@code feed}.
     *
     * @param scored the order of its scored posts
     */
    Order place(Feed feed, Order scored) {
        return switch (this) {
            case KEEP_ENGAGEMENT_SLOT -> aroundUnscored(feed, scored);
            case UNSCORED_LAST -> beforeUnscored(feed, scored);
        };
    }

    private static Order aroundUnscored(Feed feed, Order scored) {
        int[] posts = new int[feed.size()];
        int next = 0;
        for (int slot = 0; slot < posts.length; slot++) {
            posts[slot] = feed.scored(slot) ? scored.post(next++) : slot;
        }
        return Order.of(posts);
    }

    private static Order beforeUnscored(Feed feed, Order scored) {
        int[] posts = new int[feed.size()];
        int place = 0;
        while (place < scored.size()) {
            posts[place] = scored.post(place);
            place++;
        }
        for (int post = 0; post < posts.length; post++) {
            if (!feed.scored(post)) {
                posts[place++] = post;
            }
        }
        return Order.of(posts);
    }
}
