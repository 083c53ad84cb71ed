package circumplex.classifier.llm.parse;

import java.util.List;

/**
 * One token that a model wrote, with what it might have written instead.
 *
 * @param text of the token
 * @param alternatives the token itself and others, each with the logarithm of its probability
 */
public record TokenChoice(String text, List<Alternative> alternatives) {

    public TokenChoice {
        alternatives = List.copyOf(alternatives);
    }

    public record Alternative(String text, double logProbability) {}

    @Override
    public String toString() {
        return "TokenChoice[" + alternatives.size() + " alternatives]";
    }
}
