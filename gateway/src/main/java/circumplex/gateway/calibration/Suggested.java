package circumplex.gateway.calibration;

import java.util.List;

/**
 * Which posts to ask a person about.
 *
 * @param expectedChange by how much one more annotation is expected to move scores
 * @param enough whether that is hardly anything
 */
record Suggested(List<Post> posts, double expectedChange, boolean enough, int annotated, int unscored) {

    Suggested {
        posts = List.copyOf(posts);
    }

    /** One post and the value that it stands for, which may be empty. */
    record Post(String postId, String valueId) {}
}
