package circumplex.personalizer.jobs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a job is, as its child process prints it.
 *
 * @param total 0 while it is not known
 * @param secondsLeft negative while it is not known
 */
record Progress(int done, int total, int secondsLeft) {

    static final Progress UNKNOWN = new Progress(0, 0, -1);

    /** A line of {@code circumplex.personalizer.research.ProgressLine}. */
    private static final Pattern LINE = Pattern.compile("(\\d{1,9}) of (\\d{1,9}) .*, (?:(\\d{1,9}) s left|time left unknown)");

    /** All steps are done. */
    Progress complete() {
        return new Progress(total, total, -1);
    }

    static Optional<Progress> of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String left = matcher.group(3);
        return Optional.of(new Progress(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), left == null ? -1 : Integer.parseInt(left)));
    }
}
