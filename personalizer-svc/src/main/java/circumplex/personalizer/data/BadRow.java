package circumplex.personalizer.data;

/**
 * A row that cannot be used.
 *
 * @param line where it begins in the file, counted from 1; in a Parquet file the row, counted from 1
 * @param reason what is wrong with it; never what is in it
 */
public record BadRow(long line, String reason) {

    @Override
    public String toString() {
        return line + ": " + reason;
    }
}
