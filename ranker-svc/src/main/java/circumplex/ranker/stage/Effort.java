package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How hard stages try to keep the author cap where other rules confine it: one pass over the places, or, where that exceeds the cap,
 * a search of a short order for one that does less. What was found is kept, so that the same order is searched once. Belongs to one
 * feed, its authors and its rules.
 */
public final class Effort {

    private final Runnable between;
    private final Map<Sought, Order> found;
    private long placesLeft;
    private int leftOut;

    private Effort(Map<Sought, Order> found, long placesLeft, Runnable between) {
        this.found = found;
        this.placesLeft = placesLeft;
        this.between = between;
    }

    /** @param between called every few milliseconds of work; what it throws ends the work */
    public static Effort onePass(Runnable between) {
        return new Effort(new HashMap<>(), 0, between);
    }

    /** @param between as in {@link #onePass} */
    public static Effort search(Runnable between) {
        return new Effort(new HashMap<>(), Long.MAX_VALUE, between);
    }

    /** As this, for many orders: those that it searches may have {@code places} places in all, beside what was found before. */
    public Effort within(int places) {
        return new Effort(found, places, between);
    }

    /** How many searches were left out because there were no places for them. */
    public int leftOut() {
        return leftOut;
    }

    /** What {@code search} finds, or {@code otherwise} if there are no places for it. */
    Order find(Order wanted, int bound, Order otherwise, Supplier<Order> search) {
        Sought sought = new Sought(wanted, bound);
        Order known = found.get(sought);
        if (known == null && wanted.size() > placesLeft) {
            leftOut++;
            return otherwise;
        }
        if (known == null) {
            placesLeft -= wanted.size();
            known = search.get();
            found.put(sought, known);
        }
        return known;
    }

    void between() {
        between.run();
    }

    /** What decides what a search finds, of one feed. */
    private record Sought(Order wanted, int bound) {}
}
