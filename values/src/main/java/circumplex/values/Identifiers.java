package circumplex.values;

import java.util.regex.Pattern;

/** The form of the names that value-set files may use. */
final class Identifiers {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private Identifiers() {}

    static void requireIdentifier(String what, String value) {
        if (!IDENTIFIER.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be lower-case words joined by underscores, was '" + value + "'");
        }
    }

    static void requireText(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}
