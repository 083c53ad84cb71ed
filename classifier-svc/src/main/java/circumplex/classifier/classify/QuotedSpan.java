package circumplex.classifier.classify;

import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of a post that support a value, as where they stand in the post as it came.
 *
 * @param value position in the value set
 * @param start of the first character, in Unicode code points
 * @param end after the last one
 */
public record QuotedSpan(int value, int start, int end) {

    /** Those quotes whose words stand in the post as it came; normalising may have made others of them. */
    static List<QuotedSpan> of(List<Quote> quotes, PostText text) {
        List<QuotedSpan> spans = new ArrayList<>(quotes.size());
        String normalised = quotes.isEmpty() ? "" : text.normalised();
        for (Quote quote : quotes) {
            String words = quote.end() <= normalised.length() ? normalised.substring(quote.start(), quote.end()) : "";
            int at = text.text().indexOf(words);
            if (!words.isEmpty() && at >= 0) {
                int start = text.text().codePointCount(0, at);
                spans.add(new QuotedSpan(quote.value(), start, start + words.codePointCount(0, words.length())));
            }
        }
        return spans;
    }
}
