package circumplex.classifier.budget;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Optional;

/** Says what a tenant used of its budget on one day. */
@Singleton
public final class GetUsage {

    private final Budget budget;

    GetUsage(Budget budget) {
        this.budget = budget;
    }

    /** @param limit what may be used in a day */
    public record Answer(LocalDate day, DayUsage usage, Cost limit) {}

    /** @param day absent for today */
    public Answer of(String tenant, Optional<LocalDate> day) {
        LocalDate asked = day.orElseGet(budget::today);
        return new Answer(asked, budget.usage(tenant, asked), budget.limit());
    }
}
