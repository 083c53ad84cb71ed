package circumplex.cli.print;

import java.util.Locale;

/** Numbers for people: two decimals, or three where two would hide the last one. */
final class Decimals {

    private Decimals() {}

    static String signed(double number) {
        long thousandths = Math.round(number * 1000);
        return String.format(Locale.ROOT, thousandths % 10 == 0 || Math.abs(thousandths) >= 100 ? "%+.2f" : "%+.3f", number);
    }
}
