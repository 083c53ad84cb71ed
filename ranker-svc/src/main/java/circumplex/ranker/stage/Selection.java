package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.List;

/**
 * What a stage made of an order.
 *
 * @param kept the posts that stay, in order
 * @param removed the others, in the order they had
 */
public record Selection(Order kept, List<Removal> removed) {

    public Selection {
        removed = List.copyOf(removed);
    }
}
