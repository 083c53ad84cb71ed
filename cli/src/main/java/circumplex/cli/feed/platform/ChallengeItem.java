package circumplex.cli.feed.platform;

import circumplex.cli.feed.Post;
import circumplex.cli.feed.PostText;
import java.util.Optional;

/**
 * One item of a request of the Prosocial Ranking Challenge. A title, which only posts of one platform have, is the beginning of the
 * text: its author wrote both. Counts have other names on each platform.
 */
final class ChallengeItem {

    /** Of a hash: enough to tell the authors of one feed apart. */
    private static final int SHOWN_OF_HASH = 8;

    private ChallengeItem() {}

    static Optional<Post> read(JsonFields item) {
        JsonFields counts = item.optional("engagements");
        return Optional.of(new Post(
                item.id("id"),
                text(item),
                item.text("author_name_hash").map(ChallengeItem::beginning),
                counts.count(counts.has("like") ? "like" : "upvote"),
                counts.count(counts.has("retweet") ? "retweet" : "share"),
                counts.count("comment"),
                item.text("parent_id").or(() -> item.text("post_id")),
                item.text("created_at")));
    }

    private static String beginning(String hash) {
        int shown = Math.min(SHOWN_OF_HASH, hash.codePointCount(0, hash.length()));
        return hash.substring(0, hash.offsetByCodePoints(0, shown));
    }

    private static String text(JsonFields item) {
        String title = item.postText("title");
        String body = item.postText("text");
        String text = title.isBlank() || body.isBlank() ? title + body : title + "\n\n" + body;
        PostText.requireLength(item.path() + ": title and text", text);
        return text;
    }
}
