package circumplex.personalizer.data;

import circumplex.values.ValueSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Puts single ratings together to annotations. The rows of one annotation may stand anywhere in the file. */
final class LongRows {

    private final ValueSet set;
    private final List<String> scorers;
    private final int maxRows;
    private final Map<String, Map<String, Annotation>> byPerson = new LinkedHashMap<>();
    private int annotations;

    LongRows(ValueSet set, List<String> scorers, int maxRows) throws BadDataException {
        if (scorers.isEmpty() || scorers.size() > 2) {
            throw BadDataException.of("one or two columns base_SCORER are needed, there are " + scorers.size());
        }
        this.set = set;
        this.scorers = scorers;
        this.maxRows = maxRows;
    }

    private static final class Annotation {
        final long line;
        final byte[] ratings;
        final float[][] scores;

        Annotation(long line, int values, int scorers) {
            this.line = line;
            ratings = new byte[values];
            Arrays.fill(ratings, AnnotationTable.UNRATED);
            scores = new float[scorers][values];
            Arrays.stream(scores).forEach(vector -> Arrays.fill(vector, Float.NaN));
        }
    }

    /** @param rating 0 to 6, or unrated, when the row brings base scores only */
    void add(long line, String person, String post, String value, byte rating, float[] bases) throws BadRowException {
        OptionalInt position = set.position(value);
        if (position.isEmpty()) {
            throw new BadRowException("value_id is no value of " + set);
        }
        for (int s = 0; s < bases.length; s++) {
            if (!Float.isNaN(bases[s]) && !(bases[s] >= 0 && bases[s] <= 6)) {
                throw new BadRowException("column " + LongForm.BASE + scorers.get(s) + " must be in [0, 6]");
            }
        }
        Map<String, Annotation> posts = byPerson.computeIfAbsent(person, id -> new LinkedHashMap<>());
        Annotation annotation = posts.get(post);
        if (annotation == null) {
            if (annotations == maxRows) {
                throw new BadRowException("more than " + maxRows + " annotations; give a larger limit if there is memory for it");
            }
            annotations++;
            annotation = new Annotation(line, set.size(), scorers.size());
            posts.put(post, annotation);
        }
        int v = position.getAsInt();
        if (annotation.ratings[v] != AnnotationTable.UNRATED) {
            throw new BadRowException("this annotator rated this value of this post in an earlier line");
        }
        annotation.ratings[v] = rating;
        for (int s = 0; s < bases.length; s++) {
            annotation.scores[s][v] = bases[s];
        }
    }

    AnnotationTable build(BadRows bad) throws BadDataException {
        TableBuilder table = new TableBuilder(set, scorers, 0, false, maxRows);
        byPerson.forEach((person, posts) -> posts.forEach((post, annotation) -> {
            try {
                table.add(person, post, annotation.ratings, annotation.scores, new float[0], new float[0]);
            } catch (BadRowException e) {
                bad.add(annotation.line, e.reason());
            }
        }));
        bad.requireNone();
        return table.build();
    }
}
