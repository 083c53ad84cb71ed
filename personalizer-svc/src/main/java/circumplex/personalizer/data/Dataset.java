package circumplex.personalizer.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of annotations in any of the forms that can be read; which one it is, its first bytes and its columns say. */
public final class Dataset {

    private Dataset() {}

    /**
     * Reads the whole file, row by row.
     *
     * @param maxRows more annotations than this are refused
     * @throws BadDataException if anything in it cannot be used; then nothing of it is
     */
    public static AnnotationTable read(Path file, int maxRows) throws IOException, BadDataException {
        if (Files.isDirectory(file)) {
            throw BadDataException.of(file + " is a folder, not a file");
        }
        if (ParquetLongForm.recognises(file)) {
            return ParquetLongForm.read(file, maxRows);
        }
        try {
            List<String> header = CsvFiles.header(file);
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                if (AuthorsTable.recognises(header)) {
                    return AuthorsTable.read(reader, header, maxRows);
                }
                if (LongForm.recognises(header)) {
                    return LongForm.read(reader, header, maxRows);
                }
            }
        } catch (UncheckedIOException | CharacterCodingException e) {
            throw BadDataException.of("this is neither Parquet nor CSV in UTF-8");
        } catch (CsvParseException e) {
            throw BadDataException.of("this is no CSV that can be read: two columns have one name, or a row is longer than 1 MiB");
        }
        throw BadDataException.of("the columns are neither annotator_id, post_id, value_id, rating, base_… nor those of the"
                + " published table of \"Whose Values?\"");
    }
}
