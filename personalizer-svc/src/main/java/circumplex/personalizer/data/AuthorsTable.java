package circumplex.personalizer.data;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of "Whose Values?" (ICWSM 2026) as its authors published it: one row for each post and annotator, ratings and the
 * predictions of their models side by side. Base scores may be one or both of theirs; cells that are empty, NA or -6 are missing.
 */
final class AuthorsTable {

    /** Zero-shot GPT-4o. */
    static final String ZERO_SHOT = "zero-shot";

    /** GPT-4o fine-tuned on the consensus of people. */
    static final String FINE_TUNED = "fine-tuned";

    private static final String PERSON = "PROLIFIC_PID";
    private static final String POST = "fid";
    private static final int FIRST_QUESTION = 20;
    private static final int QUESTIONS = 25;
    private static final Map<String, String[]> COLUMNS = columns();

    private final ValueSet set;
    private final Set<String> header;
    private final int columns;
    private final int maxRows;

    private AuthorsTable(List<String> names, int maxRows) {
        this.set = ValueSets.all().find("schwartz-19").orElseThrow();
        this.header = new HashSet<>(names);
        columns = names.size();
        this.maxRows = maxRows;
    }

    static boolean recognises(List<String> header) {
        return header.contains(PERSON) && header.contains(POST) && header.contains("val3_face");
    }

    static AnnotationTable read(Reader reader, List<String> header, int maxRows) throws IOException, BadDataException {
        return new AuthorsTable(header, maxRows).read(reader);
    }

    private AnnotationTable read(Reader reader) throws IOException, BadDataException {
        List<String> ratings = required(0, "");
        Map<String, List<String>> bases = new LinkedHashMap<>();
        columnsIfPresent(1, "").ifPresent(names -> bases.put(ZERO_SHOT, names));
        columnsIfPresent(0, ".1").ifPresent(names -> bases.put(FINE_TUNED, names));
        if (bases.isEmpty()) {
            throw BadDataException.of("there are no base scores: neither Rating_…_SCHWARTZ nor val3_….1");
        }
        Optional<List<String>> reference = columnsIfPresent(0, "_yhat");
        List<String> questions = questions();
        TableBuilder table =
                new TableBuilder(set, List.copyOf(bases.keySet()), questions.size(), reference.isPresent(), maxRows);
        BadRows bad = new BadRows();
        try (CsvReader<NamedCsvRecord> csv = CsvFiles.named(reader)) {
            for (NamedCsvRecord record : csv) {
                try {
                    CsvFiles.requireAll(record, columns);
                    float[][] scores = new float[bases.size()][];
                    int s = 0;
                    for (List<String> names : bases.values()) {
                        scores[s++] = Cells.scores(record, names);
                    }
                    table.add(
                            record.getField(PERSON),
                            record.getField(POST),
                            Cells.ratings(record, ratings),
                            scores,
                            reference.isPresent() ? Cells.scores(record, reference.get()) : new float[0],
                            Cells.numbers(record, questions));
                } catch (BadRowException e) {
                    bad.add(record.getStartingLineNumber(), e.reason());
                }
            }
        }
        bad.requireNone();
        return table.build();
    }

    private List<String> questions() {
        List<String> names = new ArrayList<>();
        for (int q = FIRST_QUESTION; q < FIRST_QUESTION + QUESTIONS; q++) {
            names.add("X" + q + "_ValCalib");
        }
        return header.containsAll(names) ? names : List.of();
    }

    private List<String> required(int kind, String suffix) throws BadDataException {
        Optional<List<String>> names = columnsIfPresent(kind, suffix);
        if (names.isEmpty()) {
            throw BadDataException.of("not all of the 19 rating columns val3_… are there");
        }
        return names.get();
    }

    private Optional<List<String>> columnsIfPresent(int kind, String suffix) {
        List<String> names = new ArrayList<>();
        set.dimensions().forEach(value -> names.add(Arrays.asList(COLUMNS.get(value.id())).get(kind) + suffix));
        return header.containsAll(names) ? Optional.of(names) : Optional.empty();
    }

    /** By value id: the stem of the human and fine-tuned columns, and the zero-shot column. */
    private static Map<String, String[]> columns() {
        Map<String, String[]> columns = new LinkedHashMap<>();
        put(columns, "face", "face", "FACE");
        put(columns, "power_dominance", "dominance", "DOMINANCE");
        put(columns, "power_resources", "resources", "RESOURCES");
        put(columns, "achievement", "achievement", "ACHIEVEMENT");
        put(columns, "hedonism", "hedonism", "HEDONISM");
        put(columns, "self_direction_thought", "selfdir_thoughts", "SELF_DIRECTED_THOUGHTS");
        put(columns, "self_direction_action", "selfdir_actions", "SELF_DIRECTED_ACTIONS");
        put(columns, "stimulation", "stimulation", "STIMULATION");
        put(columns, "security_personal", "personal_sec", "PERSONAL_SECURITY");
        put(columns, "security_societal", "socsec", "SOCIETAL_SECURITY");
        put(columns, "tradition", "tradition", "TRADITION");
        put(columns, "conformity_rules", "rule_conformity", "RULES_CONFORMITY");
        put(columns, "conformity_interpersonal", "interpersonal_conformity", "INTERPERSONAL_CONFORMITY");
        put(columns, "humility", "humility", "HUMILITY");
        put(columns, "benevolence_dependability", "dependability", "DEPENDABILITY");
        put(columns, "benevolence_caring", "caring", "CARING");
        put(columns, "universalism_concern", "univ_concern", "UNIVERSAL_CONCERN");
        put(columns, "universalism_nature", "nature", "PRESERVATION_OF_NATURE");
        put(columns, "universalism_tolerance", "tolerance", "TOLERANCE");
        return columns;
    }

    private static void put(Map<String, String[]> columns, String value, String stem, String zeroShot) {
        columns.put(value, new String[] {"val3_" + stem, "Rating_" + zeroShot + "_SCHWARTZ"});
    }
}
