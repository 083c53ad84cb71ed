package circumplex.bench.privacy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Random words of 128 bits, one for each place that a client can write to, and the search for them in bytes: as UTF-8 and UTF-16, in
 * either case, with the hyphens of a UUID, inside of base 64, and as the hexadecimal digits by which PostgreSQL quotes bytes.
 */
final class Words {

    private static final int SHORTEST_PART = 8;

    private final SplittableRandom random;
    private final Map<String, String> words = new TreeMap<>();

    /** The forms of the words by their first eight bytes, for those places that were looked for before. */
    private final Map<Long, List<Form>> byStart = new HashMap<>();

    private final Set<String> indexed = new HashSet<>();

    Words(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The word of {@code place}: 32 hexadecimal digits, the first one a letter so that it can begin an identifier. */
    String of(String place) {
        return words.computeIfAbsent(
                place, p -> String.format(Locale.ROOT, "%016x%016x", random.nextLong() | 0xa000000000000000L, random.nextLong()));
    }

    /** The same word as a UUID. */
    String uuidOf(String place) {
        return hyphenated(of(place));
    }

    Set<String> places() {
        return Set.copyOf(words.keySet());
    }

    /** The places whose word is in {@code bytes}. */
    Set<String> in(byte[] bytes) {
        // One pass over the bytes for all words.
        index();
        Set<String> found = new TreeSet<>();
        for (int i = 0; i + SHORTEST_PART <= bytes.length; i++) {
            for (Form form : byStart.getOrDefault(start(bytes, i), List.of())) {
                if (at(bytes, i, form.bytes())) {
                    found.add(form.place());
                }
            }
        }
        return found;
    }

    private void index() {
        words.forEach((place, word) -> {
            if (indexed.add(place)) {
                forms(word).forEach(form -> byStart.computeIfAbsent(start(form, 0), s -> new ArrayList<>()).add(new Form(place, form)));
            }
        });
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Form(String place, byte[] bytes) {}

    private static List<byte[]> forms(String word) {
        List<byte[]> forms = new ArrayList<>();
        for (String text : List.of(word, word.toUpperCase(Locale.ROOT), hyphenated(word), hyphenated(word).toUpperCase(Locale.ROOT))) {
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                forms.add(text.getBytes(charset));
            }
            forms.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII));
            for (int shift = 0; shift < 3; shift++) {
                forms.add(base64(text, shift));
            }
        }
        return forms;
    }

    /** What base 64 makes of {@code text} after {@code shift} other bytes, without the digits that depend on its neighbours. */
    private static byte[] base64(String text, int shift) {
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(("\0".repeat(shift) + text).getBytes(StandardCharsets.UTF_8));
        int whole = (shift + text.length()) / 3 * 4;
        return encoded.substring(shift == 0 ? 0 : 4, whole).getBytes(StandardCharsets.US_ASCII);
    }

    private static String hyphenated(String word) {
        return word.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static long start(byte[] bytes, int from) {
        long start = 0;
        for (int i = 0; i < SHORTEST_PART; i++) {
            start = start << 8 | (bytes[from + i] & 0xff);
        }
        return start;
    }

    private static boolean at(byte[] bytes, int from, byte[] form) {
        if (from + form.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < form.length; i++) {
            if (bytes[from + i] != form[i]) {
                return false;
            }
        }
        return true;
    }
}
