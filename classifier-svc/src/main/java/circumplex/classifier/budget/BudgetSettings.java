package circumplex.classifier.budget;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * What each tenant may use of language models in a day of UTC, and what tokens cost. The defaults stand in {@code
 * application.properties}.
 *
 * @param dailyTokens of prompts and completions together
 * @param dailyMicroDollars millionths of a US dollar
 * @param promptMicroDollars price of a million tokens of prompts, in millionths of a US dollar
 * @param completionMicroDollars price of a million tokens of completions, likewise
 */
@ConfigurationProperties("circumplex.budget")
public record BudgetSettings(
        long dailyTokens, long dailyMicroDollars, long promptMicroDollars, long completionMicroDollars) {

    private static final long MOST = 1_000_000_000_000L;
    private static final double TOKENS_OF_A_PRICE = 1e6;

    public BudgetSettings {
        Settings.requireRange("circumplex.budget.daily-tokens", dailyTokens, 0, MOST);
        Settings.requireRange("circumplex.budget.daily-micro-dollars", dailyMicroDollars, 0, MOST);
        Settings.requireRange("circumplex.budget.prompt-micro-dollars", promptMicroDollars, 0, MOST / 1000);
        Settings.requireRange("circumplex.budget.completion-micro-dollars", completionMicroDollars, 0, MOST / 1000);
    }

    /** What so many tokens cost; a part of a millionth counts as one. */
    public Cost cost(long promptTokens, long completionTokens) {
        double micros = (promptTokens * (double) promptMicroDollars + completionTokens * (double) completionMicroDollars)
                / TOKENS_OF_A_PRICE;
        return new Cost(promptTokens + completionTokens, (long) Math.ceil(micros));
    }

    Cost limit() {
        return new Cost(dailyTokens, dailyMicroDollars);
    }
}
