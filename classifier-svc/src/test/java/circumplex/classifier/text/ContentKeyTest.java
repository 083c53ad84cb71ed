package circumplex.classifier.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContentKeyTest {

    /** {@code printf '1\nhello' | sha256sum}. */
    private static final String HELLO = "feeba3bd57fb9d7ac18530327aa67b87ba54bae719bf7d8ae05fb9f4fa8b04af";

    @Test
    void isTheDigestOfVersionAndText() {
        assertThat(TextNormaliser.VERSION).isEqualTo("1");
        assertThat(PostText.read("hello").key().hex()).isEqualTo(HELLO);
    }

    @Test
    void textsThatNormaliseAlikeShareOneKey() {
        assertThat(PostText.read("  hel\u200Blo\n").key()).isEqualTo(PostText.read("hello").key());
        assertThat(PostText.read("Hello").key()).isNotEqualTo(PostText.read("hello").key());
    }

    @Test
    void refusesWhatIsNoDigest() {
        assertThatThrownBy(() -> new ContentKey(HELLO.toUpperCase(java.util.Locale.ROOT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ContentKey("abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
