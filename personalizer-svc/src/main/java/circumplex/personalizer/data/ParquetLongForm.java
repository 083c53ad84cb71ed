package circumplex.personalizer.data;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import circumplex.values.ValueSets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** {@link LongForm} as Parquet: the same flat columns, ids as strings, numbers of any numeric type; null is missing. */
final class ParquetLongForm {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetLongForm() {}

    static boolean recognises(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC);
        }
    }

    static AnnotationTable read(Path file, int maxRows) throws IOException, BadDataException {
        try {
            List<String> columns = columns(file);
            List<String> bases = columns.stream().filter(name -> name.startsWith(LongForm.BASE)).toList();
            LongRows rows = new LongRows(
                    ValueSets.all().defaultSet(),
                    bases.stream().map(name -> name.substring(LongForm.BASE.length())).toList(),
                    maxRows);
            BadRows bad = new BadRows();
            long number = 0;
            try (Stream<Map<String, Object>> stream =
                    ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(new Cell()))) {
                for (Map<String, Object> row : (Iterable<Map<String, Object>>) stream::iterator) {
                    number++;
                    try {
                        add(rows, number, row, bases);
                    } catch (BadRowException e) {
                        bad.add(number, e.reason());
                    }
                }
            }
            return rows.build(bad);
        } catch (RuntimeException e) {
            // The library has no exception of its own for files that are torn or of a kind that it does not know.
            throw BadDataException.of("this Parquet file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static List<String> columns(Path file) throws IOException, BadDataException {
        MessageType schema = ParquetReader.readMetadata(file.toFile()).getFileMetaData().getSchema();
        List<String> columns = schema.getFields().stream().map(Type::getName).toList();
        if (!LongForm.recognises(columns) || !schema.getFields().stream().allMatch(Type::isPrimitive)) {
            throw BadDataException.of("the columns are not annotator_id, post_id, value_id, rating, base_…");
        }
        return columns;
    }

    private static void add(LongRows rows, long number, Map<String, Object> row, List<String> bases) throws BadRowException {
        float[] scores = new float[bases.size()];
        for (int s = 0; s < scores.length; s++) {
            scores[s] = Cells.number(bases.get(s), text(row, bases.get(s)));
        }
        rows.add(
                number,
                text(row, LongForm.PERSON),
                text(row, LongForm.POST),
                text(row, LongForm.VALUE),
                Cells.rating(LongForm.RATING, text(row, LongForm.RATING)),
                scores);
    }

    /** Numbers take the way of CSV: one place decides what a rating is. */
    private static String text(Map<String, Object> row, String column) {
        Object cell = row.get(column);
        return cell == null ? "" : cell.toString();
    }

    /** Collects the cells of a row; those that are null do not come. */
    private static final class Cell implements Hydrator<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> start() {
            return new HashMap<>();
        }

        @Override
        public Map<String, Object> add(Map<String, Object> row, String column, Object cell) {
            if (cell != null) {
                row.put(column, cell);
            }
            return row;
        }

        @Override
        public Map<String, Object> finish(Map<String, Object> row) {
            return row;
        }
    }
}
