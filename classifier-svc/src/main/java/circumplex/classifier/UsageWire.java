package circumplex.classifier;

import circumplex.classifier.budget.Cost;
import circumplex.classifier.budget.GetUsage;
import circumplex.classifier.v1.GetUsageRequest;
import circumplex.classifier.v1.GetUsageResponse;
import circumplex.classifier.v1.ModelUsage;
import circumplex.wire.InvalidField;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Maps what was used of the language model. */
final class UsageWire {

    private UsageWire() {}

    /** @throws InvalidField if no calendar has the day */
    static Optional<LocalDate> day(GetUsageRequest request) {
        try {
            return request.getDay().isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(request.getDay()));
        } catch (DateTimeException e) {
            throw new InvalidField("day", "date", "must be a day of the calendar");
        }
    }

    static GetUsageResponse response(GetUsage.Answer answer) {
        return GetUsageResponse.newBuilder()
                .setDay(answer.day().toString())
                .setCalls(answer.usage().calls())
                .setEstimatedCalls(answer.usage().estimatedCalls())
                .setUsed(usage(answer.usage().used()))
                .setReserved(usage(answer.usage().reserved()))
                .setLimit(usage(answer.limit()))
                .build();
    }

    private static ModelUsage usage(Cost cost) {
        return ModelUsage.newBuilder()
                .setTokens(cost.tokens())
                .setMicroDollars(cost.microDollars())
                .build();
    }
}
