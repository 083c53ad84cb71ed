package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.call.Page;
import circumplex.kit.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "7, 3", "9, 3", "10, 3", "49, 0", "50, 0", "51, 0", "200, 100"})
    void pagesTogetherAreTheList(int count, int size) {
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        List<Integer> read = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            Page<Integer> page = Page.of(all, size, token);
            read.addAll(page.items());
            token = page.nextToken();
            pages++;
        } while (!token.isEmpty());

        assertThat(read).isEqualTo(all);
        assertThat(pages).isEqualTo(Math.max(1, (int) Math.ceil(count / (double) (size == 0 ? 50 : size))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10", "11", "999999999", "9999999999", "1.0", "1 ", "x", "٣"})
    void aTokenOfNoPageIsRefused(String token) {
        assertThatThrownBy(() -> Page.of(IntStream.range(0, 10).boxed().toList(), 3, token))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.violations())
                        .extracting(Refusal.Violation::field)
                        .containsExactly("page_token"));
    }

    @Test
    void aPageOfTheLargestSizeDoesNotOverflow() {
        assertThat(Page.of(List.of(1, 2, 3), Integer.MAX_VALUE, "1").items()).containsExactly(2, 3);
    }
}
