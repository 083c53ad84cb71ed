package circumplex.personalizer.data;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.List;

/** Cells to numbers. Empty, NA, NaN and -6, by which the authors' table means that a model gave no answer, are missing. */
final class Cells {

    private static final float NO_ANSWER = -6;

    private Cells() {}

    /** Numbers; NaN where missing. */
    static float[] numbers(NamedCsvRecord record, List<String> columns) throws BadRowException {
        float[] numbers = new float[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(columns.get(i), record.findField(columns.get(i)).orElse(""));
        }
        return numbers;
    }

    /** Scores; NaN where missing. */
    static float[] scores(NamedCsvRecord record, List<String> columns) throws BadRowException {
        float[] scores = numbers(record, columns);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] == NO_ANSWER ? Float.NaN : scores[i];
        }
        return scores;
    }

    /** Ratings; {@link AnnotationTable#UNRATED} where missing. */
    static byte[] ratings(NamedCsvRecord record, List<String> columns) throws BadRowException {
        byte[] ratings = new byte[columns.size()];
        Arrays.fill(ratings, AnnotationTable.UNRATED);
        for (int i = 0; i < ratings.length; i++) {
            ratings[i] = rating(columns.get(i), record.findField(columns.get(i)).orElse(""));
        }
        return ratings;
    }

    static byte rating(String column, String cell) throws BadRowException {
        float number = number(column, cell);
        if (Float.isNaN(number) || number == NO_ANSWER) {
            return AnnotationTable.UNRATED;
        }
        if (number < 0 || number > 6 || number != Math.rint(number)) {
            throw new BadRowException("column " + column + " must be a whole number from 0 to 6");
        }
        return (byte) number;
    }

    /** @throws BadRowException naming the column if the cell is neither missing nor a finite number */
    static float number(String column, String cell) throws BadRowException {
        String text = cell.strip();
        if (text.isEmpty() || text.equals("NA") || text.equals("NaN")) {
            return Float.NaN;
        }
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same answer as for infinity: the cell itself may be private.
        }
        throw new BadRowException("column " + column + " is no finite number");
    }
}
