package circumplex.personalizer.recorded;

import circumplex.kit.call.Cancellation;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.AnnotationStore.Said;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadDataException;
import circumplex.personalizer.data.BadRowException;
import circumplex.personalizer.data.TableBuilder;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the people of one tenant said, as data to train on. Annotations without scores of all the scorers asked for are left out, and so is
 * what was withdrawn, because it is no longer there. People are numbered in an order of no meaning, so that no user id leaves the store;
 * posts keep their content keys.
 */
@Singleton
public final class RecordedAnnotations {

    static final int PAGE = 500;

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final AnnotationStore annotations;

    RecordedAnnotations(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    /**
     * What was read.
     *
     * @param used annotations that are in the data
     * @param unscored annotations without scores of all scorers
     * @param people of whom something is in the data
     */
    public record Counts(int used, int unscored, int people) {}

    /** Takes one annotation. */
    @FunctionalInterface
    interface Sink {
        void take(String person, RatedPost post) throws IOException, BadRowException;
    }

    /**
     * Everything in memory.
     *
     * @param scorers one or two ids
     * @param maxRows more annotations than this are refused
     * @throws BadDataException if there are more than {@code maxRows}
     */
    public AnnotationTable table(String tenant, ValueSet set, List<String> scorers, int maxRows) throws BadDataException {
        TableBuilder table = new TableBuilder(set, scorers, 0, false, maxRows);
        try {
            stream(
                    tenant,
                    set,
                    scorers,
                    (person, post) -> table.add(
                            person, post.contentKey(), ratings(post), scores(post, scorers), new float[0], new float[0]),
                    () -> true);
        } catch (BadRowException e) {
            throw BadDataException.of(e.reason());
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written", e);
        }
        return table.build();
    }

    /**
     * Long form as CSV, one page of annotations in memory at a time: columns annotator_id, post_id, value_id, rating and for each scorer
     * base_ID. The file can be read by its owner alone.
     *
     * @param scorers one or two ids
     * @param maxRows more annotations than this are refused
     * @param wanted asked at every page whether anybody still wants the file
     * @throws BadDataException if there are more than {@code maxRows}
     * @throws CancellationException if nobody wants it
     */
    public Counts write(String tenant, ValueSet set, List<String> scorers, Path file, int maxRows, BooleanSupplier wanted)
            throws IOException, BadDataException {
        Files.deleteIfExists(file);
        boolean posix = Files.getFileStore(file.toAbsolutePath().resolveSibling("")).supportsFileAttributeView(PosixFileAttributeView.class);
        Files.createFile(file, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write("annotator_id,post_id,value_id,rating");
            for (String scorer : scorers) {
                writer.write(",\"base_" + scorer.replace("\"", "\"\"") + "\"");
            }
            writer.write('\n');
            int[] rows = new int[1];
            return stream(
                    tenant,
                    set,
                    scorers,
                    (person, post) -> {
                        if (++rows[0] > maxRows) {
                            throw new BadRowException("there are more than " + maxRows + " annotations");
                        }
                        writer.write(lines(set, scorers, person, post));
                    },
                    wanted);
        } catch (BadRowException e) {
            throw BadDataException.of(e.reason());
        }
    }

    private Counts stream(String tenant, ValueSet set, List<String> scorers, Sink sink, BooleanSupplier wanted)
            throws IOException, BadRowException {
        int used = 0;
        int unscored = 0;
        int people = 0;
        Person person = new Person(tenant, "");
        @Nullable Said last = null;
        List<Said> page = annotations.ofTenant(tenant, set, null, PAGE);
        while (!page.isEmpty()) {
            if (!wanted.getAsBoolean()) {
                throw new CancellationException("nobody wants it any more");
            }
            for (Said said : page) {
                Cancellation.check();
                last = said;
                if (said.post().scores().keySet().containsAll(scorers)) {
                    people += said.person().equals(person) ? 0 : 1;
                    person = said.person();
                    used++;
                    sink.take("person-" + people, said.post());
                } else {
                    unscored++;
                }
            }
            page = annotations.ofTenant(tenant, set, last, PAGE);
        }
        return new Counts(used, unscored, people);
    }

    private static String lines(ValueSet set, List<String> scorers, String person, RatedPost post) {
        StringBuilder lines = new StringBuilder(2048);
        byte[] ratings = ratings(post);
        float[][] scores = scores(post, scorers);
        for (int v = 0; v < set.size(); v++) {
            lines.append(person).append(',').append(post.contentKey()).append(',').append(set.dimension(v).id()).append(',');
            lines.append(ratings[v] == AnnotationTable.UNRATED ? "" : String.valueOf(ratings[v]));
            for (float[] vector : scores) {
                lines.append(",").append(vector[v]);
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static byte[] ratings(RatedPost post) {
        byte[] ratings = new byte[post.ratings().set().size()];
        Arrays.fill(ratings, AnnotationTable.UNRATED);
        for (int v = 0; v < ratings.length; v++) {
            if (post.ratings().rated(v)) {
                ratings[v] = (byte) post.ratings().get(v);
            }
        }
        return ratings;
    }

    private static float[][] scores(RatedPost post, List<String> scorers) {
        float[][] scores = new float[scorers.size()][];
        for (int s = 0; s < scores.length; s++) {
            ScoreVector vector = post.scores().get(scorers.get(s));
            if (vector == null) {
                throw new IllegalStateException("an annotation without scores was not left out");
            }
            scores[s] = vector.toArray();
        }
        return scores;
    }
}
