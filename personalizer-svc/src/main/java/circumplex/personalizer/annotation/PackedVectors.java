package circumplex.personalizer.annotation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Ratings and scores as the database keeps them; the migration describes both forms. */
final class PackedVectors {

    private PackedVectors() {}

    static String packRatings(Map<String, Integer> ratings) {
        return ratings.entrySet().stream()
                .map(rating -> rating.getKey() + "=" + rating.getValue())
                .collect(Collectors.joining(" "));
    }

    static Map<String, Integer> ratings(String packed) {
        Map<String, Integer> ratings = new LinkedHashMap<>();
        int start = 0;
        while (start < packed.length()) {
            int equals = packed.indexOf('=', start);
            int space = packed.indexOf(' ', equals);
            int end = space < 0 ? packed.length() : space;
            ratings.put(packed.substring(start, equals), Integer.parseInt(packed, equals + 1, end, 10));
            start = end + 1;
        }
        return ratings;
    }

    /** In the order of the map, which says who scored last. */
    static byte[] packScores(Map<String, float[]> scoresByScorer) {
        int size = 0;
        for (Map.Entry<String, float[]> scorer : scoresByScorer.entrySet()) {
            int idBytes = scorer.getKey().getBytes(StandardCharsets.UTF_8).length;
            size += 2 * Integer.BYTES + idBytes + Float.BYTES * scorer.getValue().length;
        }
        ByteBuffer packed = ByteBuffer.allocate(size);
        scoresByScorer.forEach((scorer, scores) -> {
            byte[] id = scorer.getBytes(StandardCharsets.UTF_8);
            packed.putInt(id.length).put(id).putInt(scores.length);
            for (float score : scores) {
                packed.putFloat(score);
            }
        });
        return packed.array();
    }

    static Map<String, float[]> scores(byte[] bytes) {
        Map<String, float[]> scoresByScorer = new LinkedHashMap<>();
        ByteBuffer packed = ByteBuffer.wrap(bytes);
        while (packed.hasRemaining()) {
            int idBytes = packed.getInt();
            String id = new String(bytes, packed.position(), idBytes, StandardCharsets.UTF_8);
            packed.position(packed.position() + idBytes);
            float[] scores = new float[packed.getInt()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = packed.getFloat();
            }
            scoresByScorer.put(id, scores);
        }
        return scoresByScorer;
    }
}
