package circumplex.classifier.text;

import java.util.List;

/** One text, read: named, and its language told. It holds the text, so it must not outlive the request. */
public final class PostText {

    private final String text;
    private final ContentKey key;
    private final String language;
    private final boolean blank;

    private PostText(String text, String normalised) {
        this.text = text;
        this.key = ContentKey.of(normalised);
        this.language = LanguageDetector.shipped().detect(Tokeniser.split(normalised));
        this.blank = normalised.isEmpty();
    }

    public static PostText read(String text) {
        return new PostText(text, TextNormaliser.normalise(text));
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

    /** The language as a BCP 47 tag; {@code und} if it cannot be told, {@code und-Cyrl} and alike if only its script can. */
    public String language() {
        return language;
    }

    /**
     * Split anew at every call. Most texts are only looked up, and what a hostile request unfolds to, 18 times its length when
     * normalised and far more as tokens, must not be held for all its posts at once.
     */
    List<Token> tokens() {
        return Tokeniser.split(TextNormaliser.normalise(text));
    }
}
