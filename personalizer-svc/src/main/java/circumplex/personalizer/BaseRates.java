package circumplex.personalizer;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The mean human rating of every value of a set: what is expected of a person of whom nothing is known. */
final class BaseRates {

    private static final Map<ValueSet, BaseRates> SHIPPED = shipped();

    private final ValueSet set;
    private final double[] rates;

    private BaseRates(ValueSet set, double[] rates) {
        this.set = set;
        this.rates = rates;
    }

    /** The rates that ship for {@code set}, read when this class is loaded: a set without them stops the start. */
    static BaseRates of(ValueSet set) {
        BaseRates rates = SHIPPED.get(set);
        if (rates == null) {
            throw new IllegalArgumentException("there are no base rates for " + set);
        }
        return rates;
    }

    /**
     * Reads a base-rate file: lines of value id, tab, rate; blank lines and lines that begin with # are skipped.
     *
     * @throws IllegalArgumentException naming the line if a value is unknown or repeated or a rate is not in (0, 6], or naming
     *     the value that is missing
     */
    static BaseRates read(ValueSet set, String file, BufferedReader reader) throws IOException {
        double[] rates = new double[set.size()];
        Arrays.fill(rates, Double.NaN);
        int line = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (!text.isBlank() && !text.startsWith("#")) {
                try {
                    accept(set, rates, text);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ":" + line + ": " + e.getMessage(), e);
                }
            }
        }
        for (int v = 0; v < rates.length; v++) {
            if (Double.isNaN(rates[v])) {
                throw new IllegalArgumentException(file + ": " + set.dimension(v).id() + " is missing");
            }
        }
        return new BaseRates(set, rates);
    }

    ValueSet set() {
        return set;
    }

    /** In (0, 6]. */
    double get(int position) {
        return rates[position];
    }

    private static void accept(ValueSet set, double[] rates, String text) {
        int tab = text.indexOf('\t');
        if (tab < 0) {
            throw new IllegalArgumentException("needs a value id, a tab and a rate");
        }
        int position = set.requirePosition(text.substring(0, tab));
        double rate = Double.parseDouble(text.substring(tab + 1));
        if (!Double.isNaN(rates[position])) {
            throw new IllegalArgumentException(set.dimension(position).id() + " appears twice");
        }
        // A rate of 0 would leave a value without prior strength: the first annotation would set its gain alone.
        if (!(rate > 0 && rate <= 6)) {
            throw new IllegalArgumentException("rate must be above 0 and at most 6, was " + rate);
        }
        rates[position] = rate;
    }

    private static Map<ValueSet, BaseRates> shipped() {
        Map<ValueSet, BaseRates> shipped = new HashMap<>();
        for (ValueSet set : ValueSets.all().list()) {
            String file = "base-rates/" + set.id() + ".tsv";
            try (InputStream stream = BaseRates.class.getResourceAsStream(file)) {
                if (stream == null) {
                    throw new IllegalStateException(file + " is not on the class path");
                }
                shipped.put(set, read(set, file, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shipped;
    }
}
