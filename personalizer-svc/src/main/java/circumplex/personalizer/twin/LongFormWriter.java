package circumplex.personalizer.twin;

import circumplex.personalizer.data.AnnotationTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A twin as long-form CSV. Its ids need no quotes. */
public final class LongFormWriter {

    private LongFormWriter() {}

    public static void write(AnnotationTable table, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write("annotator_id,post_id,value_id,rating,base_" + String.join(",base_", table.scorers()) + "\n");
            for (int row = 0; row < table.rows(); row++) {
                String annotation = table.people().get(table.person(row)) + "," + table.posts().get(table.post(row)) + ",";
                for (int v = 0; v < table.set().size(); v++) {
                    writer.write(annotation + table.set().dimension(v).id() + "," + table.rating(row, v));
                    for (int scorer = 0; scorer < table.scorers().size(); scorer++) {
                        writer.write(String.format(Locale.ROOT, ",%.4f", table.score(scorer, row, v)));
                    }
                    writer.write('\n');
                }
            }
        }
    }
}
