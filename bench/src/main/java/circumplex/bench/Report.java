package circumplex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of figures with the machine and the command that made it, on the screen and in a file. */
final class Report {

    private final List<String> lines = new ArrayList<>();

    Report(String title, String command) {
        lines.add("# " + title);
        lines.add("");
        lines.add("Made by `" + command + "` on " + machine() + ". Compare the columns of one run; the times of another machine say nothing.");
        lines.add("");
    }

    Report text(String line) {
        lines.add(line);
        return this;
    }

    Report table(List<String> header, List<List<String>> rows) {
        lines.add(row(header));
        lines.add(row(header.stream().map(column -> "---").toList()));
        rows.forEach(cells -> lines.add(row(cells)));
        lines.add("");
        return this;
    }

    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, lines);
        lines.forEach(System.out::println);
        System.out.println("written to " + file);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version();
    }
}
