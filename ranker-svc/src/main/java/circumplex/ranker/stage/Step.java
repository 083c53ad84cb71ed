package circumplex.ranker.stage;

import circumplex.ranker.order.Order;

/**
 * The order after one stage.
 *
 * @param stage which
 * @param order all posts that the floor left
 */
public record Step(Stage stage, Order order) {

    /** A stage that orders the posts that the floor left. */
    public enum Stage {
        SCORE,
        BLEND,
        AUTHOR_CAP,
        DISPLACEMENT
    }
}
