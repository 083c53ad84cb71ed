package circumplex.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTest {

    @Test
    void putsTextOnOneLineThatATerminalCannotMisread() {
        assertThat(Printable.oneLine(" a\n\tb\r\n\u2028c ")).isEqualTo("a b c");
        assertThat(Printable.oneLine("red\u001B[31m alert\u0007")).isEqualTo("red [31m alert");
        assertThat(Printable.oneLine("file\u202Egpj.exe\u2066")).isEqualTo("filegpj.exe");
        assertThat(Printable.oneLine("\n")).isEmpty();
    }

    @Test
    void cutsBetweenCodePoints() {
        assertThat(Printable.preview("hello", 5)).isEqualTo("hello");
        assertThat(Printable.preview("hello!", 5)).isEqualTo("hell…");
        assertThat(Printable.preview("😀😀😀", 5)).isEqualTo("😀😀…");
        assertThat(Printable.preview("a b", 2)).isEqualTo("a…");
    }

    @Test
    void countsTheColumnsThatATerminalUses() {
        assertThat(Printable.width("abc")).isEqualTo(3);
        assertThat(Printable.width("春の朝")).isEqualTo(6);
        assertThat(Printable.width("e\u0301\u200D")).isEqualTo(1);
        assertThat(Printable.width("🐈")).isEqualTo(2);
    }
}
