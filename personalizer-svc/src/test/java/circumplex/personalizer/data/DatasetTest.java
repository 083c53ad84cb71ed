package circumplex.personalizer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetTest {

    private static final List<String> STEMS = List.of(
            "face", "dominance", "resources", "achievement", "hedonism", "selfdir_thoughts", "selfdir_actions", "stimulation",
            "personal_sec", "socsec", "tradition", "rule_conformity", "interpersonal_conformity", "humility", "dependability", "caring",
            "univ_concern", "nature", "tolerance");
    private static final List<String> ZERO_SHOT = List.of(
            "FACE", "DOMINANCE", "RESOURCES", "ACHIEVEMENT", "HEDONISM", "SELF_DIRECTED_THOUGHTS", "SELF_DIRECTED_ACTIONS", "STIMULATION",
            "PERSONAL_SECURITY", "SOCIETAL_SECURITY", "TRADITION", "RULES_CONFORMITY", "INTERPERSONAL_CONFORMITY", "HUMILITY",
            "DEPENDABILITY", "CARING", "UNIVERSAL_CONCERN", "PRESERVATION_OF_NATURE", "TOLERANCE");

    @TempDir
    private Path folder = Path.of(".");

    private Path file = Path.of(".");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("data.csv");
    }

    /** A row as published: ratings, fine-tuned and zero-shot scores that all differ, so that mixed-up columns are seen. */
    private static String row(String post, String person, String firstRating, String zeroShot) {
        List<String> cells = new ArrayList<>(List.of("7", post, person));
        for (int v = 0; v < 19; v++) {
            cells.add(Integer.toString((v + 1) % 7));
        }
        cells.add(firstRating);
        for (int v = 1; v < 19; v++) {
            cells.add(Integer.toString(v % 7));
        }
        for (int q = 0; q < 25; q++) {
            cells.add(Integer.toString(1 + q % 7));
        }
        for (int v = 0; v < 19; v++) {
            cells.add(zeroShot.isEmpty() ? Integer.toString((v + 3) % 7) : zeroShot);
        }
        return String.join(",", cells);
    }

    private static String header() {
        List<String> names = new ArrayList<>(List.of("", "fid", "PROLIFIC_PID"));
        STEMS.forEach(stem -> names.add("val3_" + stem + ".1"));
        STEMS.forEach(stem -> names.add("val3_" + stem));
        for (int q = 20; q < 45; q++) {
            names.add("X" + q + "_ValCalib");
        }
        ZERO_SHOT.forEach(name -> names.add("Rating_" + name + "_SCHWARTZ"));
        return String.join(",", names);
    }

    @Test
    void thePublishedTableIsReadAsItIs() throws IOException, BadDataException {
        Files.write(file, List.of(header(), row("f1", "516", "5", ""), row("f2", "516", "0", "NA"), row("f1", "9", "0", "-6")));
        AnnotationTable table = Dataset.read(file, 100);
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.people()).containsExactly("516", "9");
        assertThat(table.posts()).containsExactly("f1", "f2");
        assertThat(table.scorers()).containsExactly("zero-shot", "fine-tuned");
        int face = table.set().requirePosition("face");
        int tolerance = table.set().requirePosition("universalism_tolerance");
        int nature = table.set().requirePosition("universalism_nature");
        assertThat(table.rating(0, face)).isEqualTo(5);
        assertThat(table.rating(0, tolerance)).isEqualTo(18 % 7);
        assertThat(table.score(0, 0, face)).isEqualTo(3);
        assertThat(table.score(0, 0, nature)).isEqualTo((17 + 3) % 7);
        assertThat(table.score(1, 0, nature)).isEqualTo((17 + 1) % 7);
        assertThat(table.scored(0, 1)).as("NA").isFalse();
        assertThat(table.scored(0, 2)).as("-6").isFalse();
        assertThat(table.scored(1, 2)).isTrue();
        assertThat(table.questions()).isEqualTo(25);
        assertThat(table.answer(0, 1)).isEqualTo(2);
        assertThat(table.hasReference()).isFalse();
    }

    @Test
    void badRowsAreNamedByLineAndReasonAndNothingIsImported() throws IOException {
        Files.write(
                file,
                List.of(
                        header(),
                        row("f1", "516", "5", ""),
                        row("f2", "516", "7", ""),
                        row("f3", "516", "often", ""),
                        row("f1", "516", "1", ""),
                        row("f4", "516", "1", "NaN"),
                        row("f5", "516", "1", "6.5")));
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOfSatisfying(BadDataException.class, bad -> {
            assertThat(bad.count()).isEqualTo(4);
            assertThat(bad.rows().stream().map(BadRow::line)).containsExactly(3L, 4L, 5L, 7L);
            assertThat(bad.rows().get(0).reason()).isEqualTo("column val3_face must be a whole number from 0 to 6");
            assertThat(bad.rows().get(2).reason()).isEqualTo("this annotator rated this post in an earlier line");
            assertThat(bad).hasMessageContaining("nothing was imported").hasMessageNotContaining("often");
        });
    }

    /** A cell too few or too many would put numbers under other names. */
    @Test
    void rowsOfAnotherWidthAreNamedAsBadRowsAre() throws IOException {
        Files.write(
                file,
                List.of(
                        "annotator_id,post_id,value_id,rating,base_x",
                        "a,p,face,2",
                        "a,p,hedonism,2,1,1",
                        "a,p,nothing,2,1",
                        "b,p,face,2,7",
                        "c,p,face,2,1"));
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOf(BadDataException.class).hasMessage("""
                4 rows cannot be used; nothing was imported
                  line 2: there are 4 cells, and 5 columns
                  line 3: there are 6 cells, and 5 columns
                  line 4: value_id is no value of schwartz-19@1
                  line 5: column base_x must be in [0, 6]""");
        Files.write(file, List.of(header(), row("f1", "516", "5", "") + ",1"));
        assertThatThrownBy(() -> Dataset.read(file, 100)).hasMessageContaining("line 2: there are 86 cells, and 85 columns");
        Files.write(file, List.of("annotator_id,post_id,value_id,rating,base_x,base_x", "a,p,face,2,1,1"));
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOf(BadDataException.class).hasMessageContaining("two columns have one name");
        assertThatThrownBy(() -> Dataset.read(file.resolveSibling(""), 100)).isInstanceOf(BadDataException.class).hasMessageContaining("is a folder");
    }

    @Test
    void onlyTheFirstBadRowsAreKept() throws IOException {
        List<String> lines = new ArrayList<>(List.of(header()));
        for (int i = 0; i < 300; i++) {
            lines.add(row("f" + i, "1", "x", ""));
        }
        Files.write(file, lines);
        assertThatThrownBy(() -> Dataset.read(file, 1000)).isInstanceOfSatisfying(BadDataException.class, bad -> {
            assertThat(bad.count()).isEqualTo(300);
            assertThat(bad.rows()).hasSize(20);
        });
    }

    @Test
    void moreRowsThanAllowedAreRefused() throws IOException {
        Files.write(file, List.of(header(), row("f1", "1", "5", ""), row("f2", "1", "5", ""), row("f3", "1", "5", "")));
        assertThatThrownBy(() -> Dataset.read(file, 2)).isInstanceOf(BadDataException.class).hasMessageContaining("more than 2");
    }

    @Test
    void longFormPutsRatingsTogetherWhereverTheyStand() throws IOException, BadDataException {
        Files.write(
                file,
                List.of(
                        "annotator_id,post_id,value_id,rating,base_lexicon",
                        "a,p1,hedonism,4,2.5",
                        "b,p1,face,0,1",
                        "a,p2,face,1,0",
                        "a,p1,face,,3"));
        AnnotationTable table = Dataset.read(file, 100);
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.scorers()).containsExactly("lexicon");
        assertThat(table.rating(0, table.set().requirePosition("hedonism"))).isEqualTo(4);
        assertThat(table.rating(0, table.set().requirePosition("face"))).as("unrated is not 0").isEqualTo(AnnotationTable.UNRATED);
        assertThat(table.score(0, 0, table.set().requirePosition("face"))).isEqualTo(3);
        assertThat(table.score(0, 0, table.set().requirePosition("stimulation"))).isNaN();
    }

    @Test
    void longFormNamesWhatIsWrong() throws IOException {
        Files.write(
                file,
                List.of(
                        "annotator_id,post_id,value_id,rating,base_lexicon",
                        "a,p1,joy,4,2.5",
                        "a,p1,face,4,2.5",
                        "a,p1,face,3,2.5",
                        "a,p1,hedonism,3,Infinity"));
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOfSatisfying(BadDataException.class, bad -> {
            assertThat(bad.rows().stream().map(BadRow::line)).containsExactly(2L, 4L, 5L);
        });
    }

    private record Rating(String person, String post, String value, @Nullable Integer rating, double base) {}

    private void writeParquet(List<Rating> ratings) throws IOException {
        MessageType schema = Types.buildMessage()
                .required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("annotator_id")
                .required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("post_id")
                .required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("value_id")
                .optional(PrimitiveTypeName.INT32).named("rating")
                .required(PrimitiveTypeName.DOUBLE).named("base_lexicon")
                .named("annotations");
        Dehydrator<Rating> cells = (row, out) -> {
            out.write("annotator_id", row.person());
            out.write("post_id", row.post());
            out.write("value_id", row.value());
            if (row.rating() != null) {
                out.write("rating", row.rating());
            }
            out.write("base_lexicon", row.base());
        };
        try (ParquetWriter<Rating> writer = ParquetWriter.writeFile(schema, file.toFile(), cells)) {
            for (Rating rating : ratings) {
                writer.write(rating);
            }
        }
    }

    @Test
    void parquetIsReadAsLongFormIs() throws IOException, BadDataException {
        writeParquet(List.of(
                new Rating("a", "p1", "hedonism", 4, 2.5), new Rating("b", "p1", "face", 0, 1), new Rating("a", "p1", "face", null, 3)));
        AnnotationTable table = Dataset.read(file, 100);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.rating(0, table.set().requirePosition("hedonism"))).isEqualTo(4);
        assertThat(table.rating(0, table.set().requirePosition("face"))).isEqualTo(AnnotationTable.UNRATED);
        assertThat(table.score(0, 0, table.set().requirePosition("face"))).isEqualTo(3);
    }

    @Test
    void badRowsOfParquetAreNamedByTheirNumberAndTornFilesAreRefused() throws IOException {
        writeParquet(List.of(new Rating("a", "p1", "hedonism", 4, 2.5), new Rating("a", "p1", "joy", 1, 1), new Rating("a", "p2", "face", 9, 1)));
        assertThatThrownBy(() -> Dataset.read(file, 100))
                .isInstanceOfSatisfying(BadDataException.class, bad -> assertThat(bad.rows().stream().map(BadRow::line)).containsExactly(2L, 3L));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOf(BadDataException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void anotherFileIsRefusedBeforeItsRows() throws IOException {
        Files.write(file, List.of("a,b,c", "1,2,3"));
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOf(BadDataException.class).hasMessageContaining("annotator_id");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2, (byte) 0x80});
        assertThatThrownBy(() -> Dataset.read(file, 100)).isInstanceOf(BadDataException.class);
    }
}
