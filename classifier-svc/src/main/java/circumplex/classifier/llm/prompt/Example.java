package circumplex.classifier.llm.prompt;

import java.util.List;

/**
 * A post of our own with the ratings that we would give it.
 *
 * @param digits one for each value of the set, in its order
 * @param quotes what the strongest of them rest on, as a model is to answer it
 */
record Example(String text, String digits, List<String> quotes) {

    Example {
        quotes = List.copyOf(quotes);
    }
}
