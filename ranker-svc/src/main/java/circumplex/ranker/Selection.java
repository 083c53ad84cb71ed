package circumplex.ranker;

import java.util.List;

/**
 * What a stage made of an order.
 *
 * @param kept the posts that stay, in order
 * @param removed the others, in the order they had
 */
record Selection(Order kept, List<Removal> removed) {

    Selection {
        removed = List.copyOf(removed);
    }
}
