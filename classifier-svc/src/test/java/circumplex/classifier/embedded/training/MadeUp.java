package circumplex.classifier.embedded.training;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Arguments that are made up: each value has words of its own, a premise has words of the values that it is labelled with, words of its
 * topic, and words that mean nothing.
 */
public final class MadeUp {

    public static final ValueSet SET = ValueSets.all().defaultSet();

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int WORDS_A_VALUE = 4;
    private static final int TOPICS = 40;

    private MadeUp() {}

    public static List<Argument> arguments(int count, long seed) {
        Random random = new Random(seed);
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int topic = random.nextInt(TOPICS);
            List<Boolean> labelled = new ArrayList<>();
            List<String> words = new ArrayList<>(List.of("the", "people", "should", word(1_000 + topic), word(2_000 + random.nextInt(300))));
            for (int v = 0; v < SET.size(); v++) {
                labelled.add(random.nextInt(6) == 0);
                if (labelled.get(v)) {
                    words.add(word(v * WORDS_A_VALUE + random.nextInt(WORDS_A_VALUE)));
                }
            }
            java.util.Collections.shuffle(words, random);
            arguments.add(new Argument("topic " + seed + " " + topic, String.join(" ", words), labelled));
        }
        return arguments;
    }

    /** The same, but whatever is labelled has nothing to do with the words. */
    static List<Argument> meaningless(int count, long seed) {
        List<Argument> texts = arguments(count, seed);
        List<Argument> labels = arguments(count, seed + 1);
        List<Argument> meaningless = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            meaningless.add(new Argument(texts.get(i).topic(), texts.get(i).premise(), labels.get(i).labelled()));
        }
        return meaningless;
    }

    /** Speakable, and another for another number. */
    private static String word(int number) {
        Random random = new Random(number * 7919L);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length()))).append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }
}
