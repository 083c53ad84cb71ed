package circumplex.classifier.llm.prompt;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The mark around what strangers wrote. It is new for every call and 128 random bits wide, so no post can hold it.
 *
 * @param mark lower-case letters and digits
 */
public record Fence(String mark) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    public static Fence random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Fence("fence-" + HexFormat.of().formatHex(bytes));
    }

    /** The content between two lines with the mark. */
    String around(String content) {
        return mark + "\n" + content + "\n" + mark;
    }
}
