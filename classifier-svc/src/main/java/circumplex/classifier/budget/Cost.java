package circumplex.classifier.budget;

/**
 * What a call of a model costs.
 *
 * @param tokens of prompt and completion, not negative
 * @param microDollars their price in millionths of a US dollar, not negative
 */
public record Cost(long tokens, long microDollars) {

    public static final Cost NOTHING = new Cost(0, 0);

    public Cost {
        if (tokens < 0 || microDollars < 0) {
            throw new IllegalArgumentException("a cost is not negative");
        }
    }
}
