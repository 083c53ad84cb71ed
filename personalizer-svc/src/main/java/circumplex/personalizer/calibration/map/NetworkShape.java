package circumplex.personalizer.calibration.map;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a network is and how its parameters lie in one vector.
 *
 * @param values how many values a post is scored on
 * @param scorers how many base scores a post has; 1 or 2
 * @param questions how many questionnaire answers a person can have; 0 without a questionnaire
 * @param architecture what the parameters are of
 */
public record NetworkShape(int values, int scorers, int questions, Architecture architecture) {

    /** Units of both hidden layers. */
    public static final int HIDDEN = 64;

    /** Units of what one annotation adds to a person's state. */
    public static final int ELEMENT = 32;

    /** Units of the questionnaire's code. */
    static final int CODE = 8;

    /** Units of what is known about a person. */
    static final int USER = 16;

    /** Thresholds of the ordinal head: a rating from 0 to 6 passes up to six. */
    public static final int THRESHOLDS = 6;

    private static final int FEATURES_PER_VALUE = 3;
    private static final int OUTPUTS_PER_VALUE = 3;

    public NetworkShape {
        if (values < 2 || scorers < 1 || scorers > 2 || questions < 0 || questions > 1000) {
            throw new IllegalArgumentException(
                    "no network over " + values + " values, " + scorers + " scorers and " + questions + " questions");
        }
    }

    /** A network. */
    public NetworkShape(int values, int scorers, int questions) {
        this(values, scorers, questions, Architecture.NETWORK);
    }

    /** The kinds of calibrator. */
    public enum Architecture {
        /** Trained by gradients: a conditional neural process. */
        NETWORK("cnp-film-1"),
        /** A linear map and a normal prior over people, in closed form. */
        CLOSED_FORM("bayes-1"),
        /** Networks and, as the last member, a closed form that counts as much as they do together. */
        BOTH("cnp-film-bayes-2");

        private final String id;

        Architecture(String id) {
            this.id = id;
        }

        /** What model folders call it. */
        public String id() {
            return id;
        }
    }

    /**
     * A part of the parameter vector.
     *
     * @param decays whether weight decay acts on it: on weights, not on biases, thresholds and shrinkage
     */
    public record Section(String name, int rows, int columns, boolean decays) {

        public int size() {
            return rows * columns;
        }
    }

    /** Features of a post, scorer after scorer. */
    public int inputs() {
        return FEATURES_PER_VALUE * values * scorers;
    }

    /** Rank, ordinal and level outputs, each over all values. */
    public int outputs() {
        return OUTPUTS_PER_VALUE * values;
    }

    /** The questionnaire's code, absent without a questionnaire. */
    public int code() {
        return questions == 0 ? 0 : CODE;
    }

    /** The parts in the order in which they lie. */
    public List<Section> sections() {
        return switch (architecture) {
            case NETWORK -> networkSections();
            case CLOSED_FORM -> closedFormSections();
            case BOTH -> throw new IllegalStateException("members have parameters, not the whole");
        };
    }

    /** The shape of one of {@code count} members that are averaged. */
    public NetworkShape ofMember(int member, int count) {
        return switch (architecture) {
            case NETWORK, CLOSED_FORM -> this;
            case BOTH -> of(member == count - 1 ? Architecture.CLOSED_FORM : Architecture.NETWORK);
        };
    }

    private NetworkShape of(Architecture other) {
        return new NetworkShape(values, scorers, questions, other);
    }

    private List<Section> closedFormSections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("map.weight", inputs(), outputs(), false));
        sections.add(new Section("map.bias", 1, outputs(), false));
        sections.add(new Section("ordinal.thresholds", values, THRESHOLDS, false));
        sections.add(new Section("ordinal.gain", 1, values, false));
        sections.add(new Section("people.covariance", outputs(), outputs(), false));
        sections.add(new Section("rest.covariance", outputs(), outputs(), false));
        sections.add(new Section("shrinkage.log", 1, 2, false));
        if (questions > 0) {
            sections.add(new Section("questionnaire.weight", questions, outputs(), false));
        }
        return List.copyOf(sections);
    }

    private List<Section> networkSections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("trunk1.weight", inputs(), HIDDEN, true));
        sections.add(new Section("trunk1.bias", 1, HIDDEN, false));
        sections.add(new Section("trunk2.weight", HIDDEN, HIDDEN, true));
        sections.add(new Section("trunk2.bias", 1, HIDDEN, false));
        sections.add(new Section("head.weight", HIDDEN, outputs(), true));
        sections.add(new Section("head.bias", 1, outputs(), false));
        sections.add(new Section("skip.weight", inputs(), outputs(), true));
        sections.add(new Section("ordinal.thresholds", values, THRESHOLDS, false));
        sections.add(new Section("element1.weight", outputs() + values, ELEMENT, true));
        sections.add(new Section("element1.bias", 1, ELEMENT, false));
        sections.add(new Section("element2.weight", ELEMENT, ELEMENT, true));
        sections.add(new Section("user.weight", ELEMENT + code(), USER, true));
        sections.add(new Section("film.weight", USER, 2 * HIDDEN, true));
        sections.add(new Section("shift.weight", USER, outputs(), true));
        sections.add(new Section("direct.gain", 1, outputs(), false));
        sections.add(new Section("shrinkage.log", 1, 2, false));
        if (questions > 0) {
            sections.add(new Section("questionnaire.weight", questions, CODE, true));
        }
        return List.copyOf(sections);
    }

    /** Where the part of this name begins in the parameter vector. */
    public int offset(String name) {
        int offset = 0;
        for (Section section : sections()) {
            if (section.name().equals(name)) {
                return offset;
            }
            offset += section.size();
        }
        throw new IllegalArgumentException("a network of this shape has no " + name);
    }

    /** Length of the parameter vector. */
    public int parameters() {
        return sections().stream().mapToInt(Section::size).sum();
    }
}
