package circumplex.classifier.text;

import java.util.List;

/** One text, read: named, and its language told. It holds the text, so it must not outlive the request. */
public final class PostText {

    private final String text;
    private final String repliedTo;
    private final ContentKey key;
    private final String language;
    private final boolean blank;

    private PostText(String text, String normalised, String repliedTo, String normalisedRepliedTo) {
        this.text = text;
        this.repliedTo = repliedTo;
        this.key = ContentKey.of(normalised, normalisedRepliedTo);
        this.language = LanguageDetector.shipped().detect(Tokeniser.split(normalised));
        this.blank = normalised.isEmpty();
    }

    /** A post that replies to nothing. */
    public static PostText read(String text) {
        return read(text, "");
    }

    /** @param repliedTo what the post replies to; blank if nothing */
    public static PostText read(String text, String repliedTo) {
        return new PostText(text, TextNormaliser.normalise(text), repliedTo, TextNormaliser.normalise(repliedTo));
    }

    /** Whether nothing is left of the text once it is normalised. */
    public boolean isBlank() {
        return blank;
    }

    public ContentKey key() {
        return key;
    }

    /** What was posted, as it came. Private: it belongs in no log and no store. */
    public String text() {
        return text;
    }

    /** The text as {@link TextNormaliser} leaves it, made anew at every call. Private as {@link #text()} is. */
    public String normalised() {
        return TextNormaliser.normalise(text);
    }

    /** What it replies to, normalised, made anew at every call; empty if nothing. Private as {@link #text()} is. */
    public String normalisedRepliedTo() {
        return TextNormaliser.normalise(repliedTo);
    }

    /** The language as a BCP 47 tag; {@code und} if it cannot be told, {@code und-Cyrl} and alike if only its script can. */
    public String language() {
        return language;
    }

    /**
     * Split anew at every call. Most texts are only looked up, and what a hostile request unfolds to, 18 times its length when
     * normalised and far more as tokens, must not be held for all its posts at once.
     */
    List<Token> tokens() {
        return Tokeniser.split(normalised());
    }
}
