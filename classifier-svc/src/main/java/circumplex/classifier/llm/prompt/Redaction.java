package circumplex.classifier.llm.prompt;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a text what leads to a person: e-mail addresses, web addresses, handles and telephone numbers, each replaced by the name of
 * its kind. Names of people stay, and so does what is told about them.
 */
public final class Redaction {

    /** Part of the effective request. Another result for any text needs another version. */
    public static final String VERSION = "1";

    /** Possessive quantifiers: the time is linear in the length of the text, whoever wrote it. */
    private static final List<Kind> KINDS = List.of(
            new Kind("[\\p{L}\\p{N}._%+-]{1,64}+@[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+)++", "[email]"),
            new Kind("(?i)\\b(?:https?://|www\\.)[^\\s<>\"]++", "[link]"),
            new Kind("(?i)\\b(?:[a-z0-9-]{1,63}+\\.){1,8}(?:com|org|net|io|me|co|app|dev|gg|tv|ly)\\b(?:/[^\\s<>\"]*+)?+", "[link]"),
            new Kind("(?<![\\p{L}\\p{N}_])@[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]{0,63}[\\p{L}\\p{N}_])?+", "[handle]"),
            new Kind("(?<![\\p{L}\\p{N}])(?:\\+|00)?[(]?\\d[\\d() ./-]{6,20}\\d(?![\\p{L}\\p{N}])", "[phone]"));

    private record Kind(Pattern pattern, String token) {
        Kind(String pattern, String token) {
            this(Pattern.compile(pattern), token);
        }
    }

    private Redaction() {}

    public static String of(String text) {
        String redacted = text;
        for (Kind kind : KINDS) {
            redacted = kind.pattern().matcher(redacted).replaceAll(kind.token());
        }
        return redacted;
    }
}
