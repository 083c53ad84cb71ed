package circumplex.gateway.rank;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the classifier last said about texts, for feeds that it does not answer in time. It keeps neither text nor person: an entry is found by
 * a digest of tenant, value set and text that nobody can repeat outside of this process.
 */
@Singleton
final class RememberedScores {

    /** Estimates of what an entry takes, in bytes: key, place in the cache, content key. */
    private static final int BYTES_PER_POST = 320;

    private static final int BYTES_PER_SCORER = 64;
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

    private final long maxBytes;
    private final Cache<Key, Remembered> posts;
    private final Interner<String> scorerIds = Interner.newWeakInterner();
    private final byte[] salt = new byte[16];
    private final LongCounter asked;

    RememberedScores(GatewaySettings settings, Meter meter) {
        maxBytes = (long) settings.rememberedScoresMebibytes() << 20;
        posts = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, Remembered remembered) -> remembered.bytes())
                .executor(Runnable::run)
                .build();
        new SecureRandom().nextBytes(salt);
        asked = meter.counterBuilder("circumplex.feed.remembered_posts")
                .setUnit("{post}")
                .setDescription("Posts that the classifier did not answer for, by whether its last scores of them were remembered.")
                .build();
    }

    /** 128 bits of a digest. */
    private record Key(long high, long low) {}

    private record Remembered(String contentKey, Map<String, ScoreVector> scores, Optional<UnscoredReason> fallback) {

        int bytes() {
            return BYTES_PER_POST
                    + scores.values().stream().mapToInt(each -> BYTES_PER_SCORER + Float.BYTES * each.set().size()).sum();
        }
    }

    /**
     * The posts with the scores that are remembered of those that the classifier has none of, and that it might have had. Where it scored
     * others of the feed only scores of the same scorers stand in: those of one that was replaced meanwhile would move the whole feed to
     * a scale that is used no longer.
     *
     * @param answered one for each post, in order; of all of them nothing, if the classifier did not answer
     */
    List<ClassifiedPost> standIn(String tenant, ValueSet set, List<FeedPost> feed, List<ClassifiedPost> answered) {
        if (maxBytes == 0) {
            return answered;
        }
        Set<String> scorers = new HashSet<>();
        answered.forEach(post -> scorers.addAll(post.scores().keySet()));
        List<ClassifiedPost> complete = new ArrayList<>(answered.size());
        for (int i = 0; i < answered.size(); i++) {
            ClassifiedPost post = answered.get(i);
            complete.add(mightHaveScores(post)
                    ? remembered(key(tenant, set, feed.get(i).text()), post, scorers).orElse(post)
                    : post);
        }
        return complete;
    }

    /** Keeps what the classifier said. */
    void keep(String tenant, ValueSet set, List<FeedPost> feed, List<ClassifiedPost> answered) {
        for (int i = 0; i < answered.size() && maxBytes > 0; i++) {
            ClassifiedPost post = answered.get(i);
            if (!post.scores().isEmpty()) {
                Map<String, ScoreVector> scores = new LinkedHashMap<>();
                post.scores().forEach((scorer, vector) -> scores.put(scorerIds.intern(scorer), vector));
                posts.put(
                        key(tenant, set, feed.get(i).text()),
                        new Remembered(post.contentKey(), scores.size() == 1 ? Map.copyOf(scores) : scores, post.unscoredReason()));
            }
        }
    }

    private static boolean mightHaveScores(ClassifiedPost post) {
        return post.scores().isEmpty()
                && (post.shortfall().isPresent() || post.unscoredReason().equals(Optional.of(UnscoredReason.CLASSIFIER_UNAVAILABLE)));
    }

    private Optional<ClassifiedPost> remembered(Key key, ClassifiedPost post, Set<String> scorers) {
        Optional<ClassifiedPost> found = Optional.ofNullable(posts.getIfPresent(key))
                .filter(remembered -> scorers.isEmpty() || scorers.containsAll(remembered.scores().keySet()))
                .map(remembered -> new ClassifiedPost(
                        post.id(), remembered.contentKey(), remembered.scores(), remembered.fallback(), post.pending()));
        asked.add(1, Attributes.of(RESULT, found.isPresent() ? "hit" : "miss"));
        return found;
    }

    private Key key(String tenant, ValueSet set, String text) {
        MessageDigest digest = sha256();
        digest.update(salt);
        for (String part : List.of(tenant, set.id(), String.valueOf(set.version()))) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
