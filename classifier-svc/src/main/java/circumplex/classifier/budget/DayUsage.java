package circumplex.classifier.budget;

/**
 * What a tenant used on one day.
 *
 * @param calls that were settled
 * @param estimatedCalls those of {@code calls} whose cost the provider did not tell; they count with the most they may have cost
 * @param reserved for calls under way, and for calls whose end nobody saw
 */
public record DayUsage(long calls, long estimatedCalls, Cost used, Cost reserved) {

    static final DayUsage NONE = new DayUsage(0, 0, Cost.NOTHING, Cost.NOTHING);
}
