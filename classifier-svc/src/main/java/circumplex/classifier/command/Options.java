package circumplex.classifier.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options of a command, each with one value. What is wrong is a {@link BadUsage} that names the option and the rule. */
public final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads {@code --name value} pairs.
     *
     * @param known every option of the command
     */
    public static Options read(List<String> typed, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < typed.size(); i += 2) {
            String name = typed.get(i);
            if (!known.contains(name)) {
                throw new BadUsage("'" + name + "' is no option; there are " + String.join(", ", new TreeSet<>(known)));
            }
            if (i + 1 == typed.size() || known.contains(typed.get(i + 1))) {
                throw new BadUsage(name + ": needs a value after it");
            }
            if (values.put(name, typed.get(i + 1)) != null) {
                throw new BadUsage(name + ": is given twice; keep one of them");
            }
        }
        return new Options(values);
    }

    /** @param what it names, for who left it out */
    public String require(String name, String what) {
        String value = values.get(name);
        if (value == null || value.isBlank()) {
            throw new BadUsage(name + ": is needed; " + what);
        }
        return value;
    }

    /** A file that can be read. */
    public Path file(String name, String what) {
        Path file = path(name, what);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadUsage(name + ": " + file + " is no file that can be read; " + what);
        }
        return file;
    }

    /** A folder that is there. */
    public Path folder(String name, String what) {
        Path folder = path(name, what);
        if (!Files.isDirectory(folder)) {
            throw new BadUsage(name + ": " + folder + " is no folder; " + what);
        }
        return folder;
    }

    public Path path(String name, String what) {
        try {
            return Path.of(require(name, what));
        } catch (InvalidPathException e) {
            throw new BadUsage(name + ": is no path; " + what);
        }
    }

    /** A number between two, both left out. */
    public double between(String name, double above, double below, double otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value);
            if (number > above && number < below) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other number that is not between the two.
        }
        throw new BadUsage(name + ": must be a number above " + above + " and below " + below + ", is '" + value + "'");
    }
}
