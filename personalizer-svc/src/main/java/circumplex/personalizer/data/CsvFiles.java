package circumplex.personalizer.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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

    private static CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder().maxBufferSize(MAX_RECORD).skipEmptyLines(true);
    }
}
