package circumplex.classifier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words of a text that support a value, as where they stand: the words themselves are kept nowhere.
 *
 * @param value position in the value set
 * @param start of the first character in the normalised text, in chars
 * @param end after the last one
 */
public record Quote(int value, int start, int end) {

    /** Of one text. */
    public static final int MOST = 3;

    public Quote {
        if (value < 0 || start < 0 || end <= start) {
            throw new IllegalArgumentException("a quote must have a value and a character");
        }
    }

    /** As it is stored: {@code value:start-end}, separated by commas. */
    public static String pack(List<Quote> quotes) {
        return quotes.stream()
                .map(quote -> quote.value + ":" + quote.start + "-" + quote.end)
                .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if {@code packed} is of another form */
    public static List<Quote> unpack(String packed) {
        List<Quote> quotes = new ArrayList<>();
        for (String each : packed.isEmpty() ? new String[0] : packed.split(",", -1)) {
            if (!each.matches("[0-9]{1,3}:[0-9]{1,7}-[0-9]{1,7}")) {
                throw new IllegalArgumentException("a quote must be value:start-end");
            }
            int colon = each.indexOf(':');
            int dash = each.indexOf('-');
            quotes.add(new Quote(
                    Integer.parseInt(each.substring(0, colon)),
                    Integer.parseInt(each.substring(colon + 1, dash)),
                    Integer.parseInt(each.substring(dash + 1))));
        }
        return List.copyOf(quotes);
    }
}
