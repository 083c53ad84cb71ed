package circumplex.bench.rival;

import java.util.List;

/** One of the rankers that are compared. */
public interface Rival extends AutoCloseable {

    String name();

    /** A connection for one caller at a time. */
    Connection connect();

    @Override
    void close();

    /** Calls go out as bytes that were put together before, because putting them together is not what is compared. */
    interface Connection extends AutoCloseable {

        /** Ranks the feed of this number and returns the size of the answer in bytes. */
        int call(int feed);

        /** The order of the feed of this number: posts, first to last. */
        List<Integer> order(int feed);

        @Override
        void close();
    }
}
