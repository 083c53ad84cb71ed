package circumplex.cli.print;

import circumplex.cli.feed.Printable;
import java.io.PrintWriter;

/** Words wrapped to the width of a terminal. */
final class Paragraph {

    private Paragraph() {}

    /** Prints {@code text} in lines of at most {@code columns}, each after {@code indent}; a longer word stays whole. */
    static void print(PrintWriter out, String indent, String text, int columns) {
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : Printable.oneLine(text).split(" ", -1)) {
            if (!empty && Printable.width(line.toString()) + 1 + Printable.width(word) > columns) {
                out.println(line);
                line.setLength(indent.length());
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
    }
}
