package circumplex.ranker;

import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.Floored;
import circumplex.ranker.stage.Selection;
import circumplex.ranker.stage.Step;
import java.util.List;

/**
 * What each stage made of a feed.
 *
 * @param floored what the floor left; the next four are about these posts, numbered as it left them
 * @param left their scores
 * @param authors who wrote them
 * @param byScore the scored ones by score alone, or the first of them if no more were needed
 * @param steps the orders that followed, stage by stage
 * @param whole all posts that the floor did not remove, named as in the whole feed
 * @param top the first of them, and the rest
 */
record Course(
        Floored floored, Scores left, Authors authors, Order byScore, List<Step> steps, Order whole, Selection top) {

    Course {
        steps = List.copyOf(steps);
    }

    /** The order of the posts that the floor left, after the last stage that moves any. */
    Order last() {
        return steps.get(steps.size() - 1).order();
    }
}
