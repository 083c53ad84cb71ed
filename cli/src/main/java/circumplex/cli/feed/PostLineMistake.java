package circumplex.cli.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a line that is not JSON. The parser's own message may repeat the line, so it is not passed on. */
final class PostLineMistake {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

    private PostLineMistake() {}

    static String describe(JsonProcessingException mistake) {
        Matcher duplicate = DUPLICATE.matcher(String.valueOf(mistake.getOriginalMessage()));
        if (duplicate.find()) {
            return Printable.oneLine(duplicate.group(1)) + ": appears twice in one object; keep one of them";
        }
        String place = mistake.getLocation() == null ? "" : " at column " + mistake.getLocation().getColumnNr();
        return mistake instanceof JsonEOFException
                ? "is not JSON: it ends" + place + " in the middle of a value; put the whole object on one line"
                : "is not JSON" + place + "; every line is one object such as {\"id\": \"1\", \"text\": \"hello\"}";
    }
}
