package circumplex.personalizer.data;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** One row for each rating: {@code annotator_id, post_id, value_id, rating} and the base scores as {@code base_SCORER}. */
final class LongForm {

    static final String PERSON = "annotator_id";
    static final String POST = "post_id";
    static final String VALUE = "value_id";
    static final String RATING = "rating";
    static final String BASE = "base_";

    private LongForm() {}

    static boolean recognises(List<String> header) {
        return header.containsAll(List.of(PERSON, POST, VALUE, RATING));
    }

    static AnnotationTable read(Reader reader, List<String> header, int maxRows) throws IOException, BadDataException {
        ValueSet set = ValueSets.all().defaultSet();
        List<String> bases = header.stream().filter(name -> name.startsWith(BASE)).toList();
        LongRows rows = new LongRows(set, bases.stream().map(name -> name.substring(BASE.length())).toList(), maxRows);
        BadRows bad = new BadRows();
        try (CsvReader<NamedCsvRecord> csv = CsvFiles.named(reader)) {
            for (NamedCsvRecord record : csv) {
                try {
                    CsvFiles.requireAll(record, header.size());
                    rows.add(
                            record.getStartingLineNumber(),
                            record.getField(PERSON),
                            record.getField(POST),
                            record.getField(VALUE),
                            Cells.rating(RATING, record.findField(RATING).orElse("")),
                            Cells.numbers(record, bases));
                } catch (BadRowException e) {
                    bad.add(record.getStartingLineNumber(), e.reason());
                }
            }
        }
        return rows.build(bad);
    }
}
