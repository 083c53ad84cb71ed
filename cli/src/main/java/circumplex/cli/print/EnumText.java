package circumplex.cli.print;

import java.util.Locale;

/** Names of wire enums as people and JSON readers see them: {@code STAGE_CLASSIFY} is {@code classify}. */
final class EnumText {

    private EnumText() {}

    static String of(Enum<?> value, String prefix) {
        String name = value.name();
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).toLowerCase(Locale.ROOT);
    }

    /** As {@link #of}, with spaces. */
    static String words(Enum<?> value, String prefix) {
        return of(value, prefix).replace('_', ' ');
    }
}
