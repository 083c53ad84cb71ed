package circumplex.personalizer.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** CSV as RFC 4180 has it, in UTF-8; a row is at most 1 MiB. */
final class CsvFiles {

    private static final int MAX_RECORD = 1 << 20;

    private CsvFiles() {}

    /** The column names in the first row. */
    static List<String> header(Path file) throws IOException, BadDataException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CsvReader<CsvRecord> csv = builder().ofCsvRecord(reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw BadDataException.of("the file is empty");
            }
            return records.next().getFields();
        }
    }

    /** Rows whose cells are read by column name. */
    static CsvReader<NamedCsvRecord> named(Reader reader) {
        return builder().ofNamedCsvRecord(reader);
    }

    /** @throws BadRowException if the row has not as many cells as there are columns: some of them would be read as others */
    static void requireAll(NamedCsvRecord record, int columns) throws BadRowException {
        if (record.getFieldCount() != columns) {
            throw new BadRowException("there are " + record.getFieldCount() + " cells, and " + columns + " columns");
        }
    }

    private static CsvReader.CsvReaderBuilder builder() {
        // Rows that are too short or too long are named with the others that cannot be used.
        return CsvReader.builder()
                .maxBufferSize(MAX_RECORD)
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
    }
}
