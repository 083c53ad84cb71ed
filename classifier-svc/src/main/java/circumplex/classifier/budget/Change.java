package circumplex.classifier.budget;

import java.time.LocalDate;

/** One change of what a tenant used on a day. */
sealed interface Change {

    String tenant();

    LocalDate day();

    /**
     * Makes room for a call.
     *
     * @param most that it may cost
     * @param limit of the day, within which it has to stay
     */
    record Reserve(String tenant, LocalDate day, Cost most, Cost limit) implements Change {}

    /**
     * Takes a reservation back and counts what the call cost.
     *
     * @param calls 1, or 0 if nothing was charged
     * @param estimated whether nobody said what it cost
     */
    record Settle(String tenant, LocalDate day, Cost reserved, Cost used, int calls, boolean estimated) implements Change {}
}
