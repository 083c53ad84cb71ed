package circumplex.kit.admission;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Between what bounds the number of calls that are worked on at once is adjusted.
 *
 * @param initialCalls what it starts with, between the other two
 * @param minCalls below which it never goes: enough to keep all cores busy, however wrong the measurement is
 * @param maxCalls above which it never goes: what the memory and the patience of clients allow. Under way may be more for a while, up to
 *     1.9 times as many: interactive calls have nine tenths beside batch calls that took all when nothing else was there
 * @param maxBytes what the requests of all calls under way may have on the wire, in bytes; one request alone may always have more
 */
@ConfigurationProperties("circumplex.admission")
public record AdmissionLimits(
        @Bindable(defaultValue = "40") int initialCalls,
        @Bindable(defaultValue = "20") int minCalls,
        @Bindable(defaultValue = "200") int maxCalls,
        @Bindable(defaultValue = "33554432") long maxBytes) {

    public AdmissionLimits {
        Settings.requireRange("circumplex.admission.max-calls", maxCalls, 1, 100_000);
        Settings.requireRange("circumplex.admission.min-calls", minCalls, 1, maxCalls);
        Settings.requireRange("circumplex.admission.initial-calls", initialCalls, minCalls, maxCalls);
        Settings.requireRange("circumplex.admission.max-bytes", maxBytes, 1 << 20, 1L << 40);
    }
}
