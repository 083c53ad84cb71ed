package circumplex.classifier.llm.parse;

import circumplex.classifier.llm.parse.DigitLines.Line;
import circumplex.classifier.llm.parse.InvalidAnswerException.Flaw;
import circumplex.classifier.text.Quote;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer about one post that also quotes: a string of digits, as {@link DigitLines} reads it, and a list of a value's number and words.
 * Another form is wrong. Words are believed only as far as they can be found: what is kept of a quote is where it stands in the post,
 * and one that is not there letter by letter, or is for a value that is rated 0, is dropped.
 *
 * @param line the digits
 * @param quotes those that stood up, at most {@link Quote#MOST}, one for a value
 */
public record QuotingAnswer(Line line, List<Quote> quotes) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxStringLength(4096)
                    .build())
            .build();

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]?) (.{3,80})");

    public QuotingAnswer {
        quotes = List.copyOf(quotes);
    }

    /**
     * Reads.
     *
     * @param id of the member with the digits
     * @param quotesId of the member with the quotes
     * @param length how many digits there are
     * @param text that was shown to the model
     * @param post the same as it is known here, without anything taken out
     * @throws InvalidAnswerException if the answer is of another form
     */
    public static QuotingAnswer read(String answer, String id, String quotesId, int length, String text, String post)
            throws InvalidAnswerException {
        Line line = null;
        List<String> said = null;
        try (JsonParser json = JSON.createParser(answer)) {
            DigitLines.require(json.nextToken() == JsonToken.START_OBJECT, Flaw.NOT_THE_SCHEMA);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (name.equals(id)) {
                    DigitLines.require(line == null, Flaw.DUPLICATE_ID);
                    DigitLines.require(json.nextToken() == JsonToken.VALUE_STRING, Flaw.NOT_THE_SCHEMA);
                    int offset = (int) json.currentTokenLocation().getCharOffset() + 1;
                    line = DigitLines.line(answer, json.getText(), offset, length);
                } else {
                    DigitLines.require(name.equals(quotesId), Flaw.UNKNOWN_ID);
                    DigitLines.require(said == null, Flaw.DUPLICATE_ID);
                    said = strings(json);
                }
            }
            DigitLines.require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, Flaw.NOT_THE_SCHEMA);
        } catch (IOException e) {
            throw new InvalidAnswerException(Flaw.NOT_THE_SCHEMA);
        }
        if (line == null || said == null) {
            throw new InvalidAnswerException(Flaw.MISSING_ID);
        }
        return new QuotingAnswer(line, found(said, line, text, post));
    }

    private static List<String> strings(JsonParser json) throws IOException, InvalidAnswerException {
        DigitLines.require(json.nextToken() == JsonToken.START_ARRAY, Flaw.NOT_THE_SCHEMA);
        List<String> strings = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            DigitLines.require(strings.size() < Quote.MOST, Flaw.NOT_THE_SCHEMA);
            strings.add(json.getText());
        }
        DigitLines.require(json.currentToken() == JsonToken.END_ARRAY, Flaw.NOT_THE_SCHEMA);
        return strings;
    }

    private static List<Quote> found(List<String> said, Line line, String text, String post) {
        List<Quote> quotes = new ArrayList<>();
        Set<Integer> values = new HashSet<>();
        for (String each : said) {
            Quote quote = found(each, line, text, post);
            if (quote != null && values.add(quote.value())) {
                quotes.add(quote);
            }
        }
        return quotes;
    }

    private static @Nullable Quote found(String said, Line line, String text, String post) {
        Matcher form = FORM.matcher(said);
        if (!form.matches()) {
            return null;
        }
        int value = Integer.parseInt(form.group(1)) - 1;
        String words = form.group(2);
        int start = post.indexOf(words);
        boolean supports = value < line.digits().length() && line.digits().charAt(value) > '0';
        // Half of a pair of chars is no character of the post.
        boolean whole = !Character.isLowSurrogate(words.charAt(0)) && !Character.isHighSurrogate(words.charAt(words.length() - 1));
        return supports && whole && !words.isBlank() && start >= 0 && text.contains(words)
                ? new Quote(value, start, start + words.length())
                : null;
    }
}
