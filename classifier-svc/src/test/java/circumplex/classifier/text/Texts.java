package circumplex.classifier.text;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts for tests: seeded random ones, hostile ones, and the rows of a gold file. */
public final class Texts {

    private static final List<String> PIECES = List.of(
            " ", " ", "\n", "#", "@", "'", "\u2019", ".", ",", "-", "http://x.y/", "www.", "not ", "care", "love", "e\u0301", "\u0301",
            "\u0316", "\u200B", "\u200D", "\uFE0F", "😀", "👨\u200D👩\u200D👧", "🏽", "🇩🇪", "ß", "İ", "ﬁ", "Å", "한", "ㄱ", "日本", "Привет",
            "\uFDFA", "\u3164", "\u00A8", "½", "\uD835\uDC1B", "A", "b", "9", "\u0600", "\u0E33", "\u0F73", "\uFFA0");

    private Texts() {}

    /** Up to {@code pieces} pieces: words, signs, marks, invisible characters and scripts at random. */
    public static String random(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(random.nextInt(4) > 0
                    ? PIECES.get(random.nextInt(PIECES.size()))
                    : Character.toString(0x21 + random.nextInt(0x2F00)));
        }
        return text.toString();
    }

    /** Texts of 10,000 characters that are made to be slow. */
    public static Stream<String> hostile() {
        return Stream.of(
                        "a", "a ", "#", "#a", "#aA", "@", "'", "a'", "n't ", "not ", "not not ", "human ", "take care ", "take care of ",
                        "think for ", "stop ", ".", "a.", "/", "a./", "www.", "://", "http://a ", "😀", "😀\u200D", "👍🏽", "\u200D", "\u0301",
                        "\u0316\u0301", "é", "日", "Я", "\uFDFA", "\uFFFD", "\u3164", "i was ", "screw ", "is a hoax ", "everyone ",
                        "z9", "ç ", "\uD83C\uDFF3\u200D\uD83C\uDF08")
                .map(piece -> piece.repeat(10_000 / piece.codePointCount(0, piece.length())));
    }

    /** The rows of a tab-separated test resource, without comments. */
    public static List<String[]> rows(String file) {
        try (InputStream stream = Texts.class.getResourceAsStream("/circumplex/classifier/" + file)) {
            if (stream == null) {
                throw new IOException(file + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Far more time than linear work needs on a slow machine, far less than quadratic work takes. */
    public static void assertFast(Duration limit, Runnable work) {
        assertTimeoutPreemptively(limit, work::run);
    }
}
