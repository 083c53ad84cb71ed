package circumplex.classifier.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.classifier.text.PostText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code embedded-scores} takes for posts. */
class ScoreFileTest {

    @TempDir
    private Path folder;

    @Test
    void linesAreTextsOrJson() throws IOException {
        Path file = Files.writeString(folder.resolve("posts"), "Such kindness\n{\"id\": 3, \"text\": \"my friends\"}\n\n");

        assertThat(ScoreFile.read(file)).extracting(PostText::text).containsExactly("Such kindness", "my friends", "");
    }

    @Test
    void aWrongLineIsNamedByItsNumberAndNotQuoted() throws IOException {
        Path noText = Files.writeString(folder.resolve("posts"), "a\n{\"id\": \"secret\"}\n");
        assertThatThrownBy(() -> ScoreFile.read(noText)).hasMessage("line 2 has no \"text\"");

        Path noJson = Files.writeString(folder.resolve("posts"), "{secret\n");
        assertThatThrownBy(() -> ScoreFile.read(noJson)).hasMessage("line 1 is no JSON object");

        Path noUtf8 = Files.write(folder.resolve("posts"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
        assertThatThrownBy(() -> ScoreFile.read(noUtf8)).hasMessageContaining("UTF-8");
    }
}
