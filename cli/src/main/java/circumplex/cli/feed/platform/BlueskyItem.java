package circumplex.cli.feed.platform;

import circumplex.cli.feed.Post;
import java.util.Optional;

/**
 * One item of a Bluesky feed. The text is what the author wrote in the post: a quoted post and a link's card are other people's words,
 * and a picture's description is not what a reader sees.
 */
final class BlueskyItem {

    private BlueskyItem() {}

    /** Empty where the platform only says that there was a post. */
    static Optional<Post> read(JsonFields item) {
        JsonFields post = item.required("post");
        if (isWithheld(post)) {
            return Optional.empty();
        }
        JsonFields record = post.optional("record");
        JsonFields author = post.optional("author");
        return Optional.of(new Post(
                post.id("uri"),
                record.postText("text"),
                author.text("handle").or(() -> author.text("did")),
                post.count("likeCount"),
                post.count("repostCount"),
                post.count("replyCount"),
                record.optional("reply").optional("parent").text("uri"),
                record.text("createdAt").or(() -> post.text("indexedAt"))));
    }

    private static boolean isWithheld(JsonFields post) {
        String type = post.text("$type").orElse("");
        return type.endsWith("#notFoundPost") || type.endsWith("#blockedPost") || post.isTrue("notFound") || post.isTrue("blocked");
    }
}
