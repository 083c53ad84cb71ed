package circumplex.bench.durability;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong after a crash, counted by kind; the first of them in words. */
public final class Findings {

    /** A way to break the promise. */
    public enum Kind {
        /** A write that was acknowledged is not there. */
        LOST,
        /** A write is there in part, or something is there that nobody wrote. */
        TORN,
        /** A request that was answered is not known any more: its repetition gets another answer. */
        FORGOTTEN,
        /** The repetition of a request that was answered did something. */
        REPEATED,
        /** A call that has to be answered is not. */
        BROKEN
    }

    private static final int EXAMPLES = 5;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<String> examples = new ArrayList<>();

    synchronized void add(Kind kind, String what) {
        counts.merge(kind, 1, Integer::sum);
        if (examples.size() < EXAMPLES) {
            examples.add(kind + ": " + what);
        }
    }

    public synchronized int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    public synchronized boolean none() {
        return counts.isEmpty();
    }

    @Override
    public synchronized String toString() {
        return none() ? "nothing is wrong" : counts + ", for example " + examples;
    }
}
