package circumplex.classifier.text;

/** Which code points are emoji: by block, because a JDK does not know the emoji of later Unicode versions by category. */
final class Emoji {

    /** Glues emoji into one, for example a family. */
    static final int JOINER = 0x200D;

    private Emoji() {}

    static boolean isEmoji(int codePoint) {
        return (codePoint >= 0x2190 && codePoint <= 0x21FF)
                || (codePoint >= 0x2300 && codePoint <= 0x23FF)
                || (codePoint >= 0x2600 && codePoint <= 0x27BF)
                || (codePoint >= 0x2B00 && codePoint <= 0x2BFF)
                || (codePoint >= 0x1F000 && codePoint <= 0x1FAFF && !isSkinTone(codePoint));
    }

    static boolean isSkinTone(int codePoint) {
        return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
    }
}
