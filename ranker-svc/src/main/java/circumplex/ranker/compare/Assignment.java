package circumplex.ranker.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What an experiment gives to one unit, for example a user, for as long as the experiment has the same salt: SHA-256 of the salt and
 * the key, each behind its length. The first eight bytes are what seeds are made from, the next eight choose the bucket, so that neither
 * tells of the other.
 */
public final class Assignment {

    private final long seed;
    private final long draw;

    private Assignment(long seed, long draw) {
        this.seed = seed;
        this.draw = draw;
    }

    public static Assignment of(String unitKey, String salt) {
        byte[] key = unitKey.getBytes(StandardCharsets.UTF_8);
        byte[] experiment = salt.getBytes(StandardCharsets.UTF_8);
        ByteBuffer both = ByteBuffer.allocate(2 * Integer.BYTES + key.length + experiment.length);
        both.putInt(experiment.length).put(experiment).putInt(key.length).put(key);
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(both.array()));
        return new Assignment(digest.getLong(), digest.getLong());
    }

    /** A seed of its own for these two rankings: the same for the same ones, so that another feed is another toss of the coin. */
    public long seed(List<String> rankingA, List<String> rankingB) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
        for (List<String> ranking : List.of(rankingA, rankingB)) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(ranking.size()).array());
            for (String id : ranking) {
                byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** A bucket from 0, one of {@code buckets} of equal size. */
    public int bucket(int buckets) {
        // Some buckets are larger by one in 2^64 / buckets units.
        return (int) Long.remainderUnsigned(draw, buckets);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
