package circumplex.personalizer.annotation;

import circumplex.values.ValueSet;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What all annotations of one person in one value set come to, however many there are: counts, sums for each scorer, and who scored the
 * latest of them. It follows a change without a look at the other annotations, and then equals, bit by bit, what counting them all gives.
 */
public final class Tally {

    /** The scorer id where there is none to name. */
    public static final String NO_SCORER = "";

    /** The first number of what is kept, no count of posts: other forms, such as that without {@link Evidence#met}, are counted anew. */
    private static final int FORM = -2;

    /** How many of the latest annotations with scores are remembered: so many can be taken back in turn without counting anew. */
    private static final int RECENT = 4;

    private final ValueSet set;
    private final int posts;
    private final int[] rated;
    private final List<Recent> recent;
    private final Map<String, Evidence> byScorer;

    /** An annotation that has scores, and of which scorers, in the order of the post. */
    private record Recent(String contentKey, List<String> scorers) {}

    private Tally(ValueSet set, int posts, int[] rated, List<Recent> recent, Map<String, Evidence> byScorer) {
        this.set = set;
        this.posts = posts;
        this.rated = rated;
        this.recent = List.copyOf(recent.subList(Math.max(0, recent.size() - RECENT), recent.size()));
        this.byScorer = byScorer;
    }

    /** Of everything that somebody annotated. */
    public static Tally of(History history) {
        Tally tally = new Tally(history.set(), 0, new int[history.set().size()], List.of(), new TreeMap<>())
                .counting(history.posts().stream().map(post -> new Change(Optional.empty(), Optional.of(post))).toList());
        return new Tally(tally.set, tally.posts, tally.rated, recent(history.posts()), tally.byScorer);
    }

    /**
     * Follows changes, which are later than everything that was counted.
     *
     * @return empty if that takes a look at the other annotations, because the latest of them are gone
     */
    Optional<Tally> after(Collection<Change> changes) {
        Tally counted = counting(changes);
        Set<String> keys = new HashSet<>();
        List<RatedPost> now = new ArrayList<>();
        for (Change change : changes) {
            change.before().ifPresent(post -> keys.add(post.contentKey()));
            change.after().ifPresent(now::add);
        }
        now.sort(Comparator.comparing(RatedPost::contentKey));
        List<Recent> latest = new ArrayList<>(recent);
        latest.removeIf(one -> keys.contains(one.contentKey()));
        latest.addAll(recent(now));
        return latest.isEmpty() && !counted.byScorer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tally(set, counted.posts, counted.rated, latest, counted.byScorer));
    }

    /**
     * Follows scores that were added to posts, which stay annotated as they are and as long ago as they were.
     *
     * @return empty if that takes a look at the other annotations, because a post that had no scores may be among the latest that have some
     */
    Optional<Tally> scored(Collection<Change> changes) {
        Map<String, Recent> now = new HashMap<>();
        for (Change change : changes) {
            if (change.before().isEmpty() || change.before().get().scores().isEmpty()) {
                return Optional.empty();
            }
            recent(change.after().stream().toList()).forEach(one -> now.put(one.contentKey(), one));
        }
        Tally counted = counting(changes);
        List<Recent> latest = recent.stream().map(one -> now.getOrDefault(one.contentKey(), one)).toList();
        return Optional.of(new Tally(set, counted.posts, counted.rated, latest, counted.byScorer));
    }

    private static List<Recent> recent(List<RatedPost> posts) {
        return posts.stream()
                .filter(post -> !post.scores().isEmpty())
                .map(post -> new Recent(post.contentKey(), List.copyOf(post.scores().keySet())))
                .toList();
    }

    private Tally counting(Collection<Change> changes) {
        int[] ratings = rated.clone();
        Map<String, Evidence> evidence = new TreeMap<>();
        byScorer.forEach((scorer, one) -> evidence.put(scorer, one.copy()));
        int count = posts;
        for (Change change : changes) {
            RatedPost before = change.before().orElse(null);
            RatedPost after = change.after().orElse(null);
            if (before != null) {
                count--;
                count(before, ratings, -1);
                before.scores().forEach((scorer, scores) -> of(evidence, scorer).subtract(before.ratings(), scores));
            }
            if (after != null) {
                count++;
                count(after, ratings, 1);
                after.scores().forEach((scorer, scores) -> of(evidence, scorer).add(after.ratings(), scores));
            }
        }
        evidence.values().removeIf(one -> one.posts() == 0);
        return new Tally(set, count, ratings, recent, evidence);
    }

    private Evidence of(Map<String, Evidence> evidence, String scorer) {
        return evidence.computeIfAbsent(scorer, none -> new Evidence(set));
    }

    private static void count(RatedPost post, int[] ratings, int times) {
        for (int v = 0; v < ratings.length; v++) {
            ratings[v] += post.ratings().rated(v) ? times : 0;
        }
    }

    public ValueSet set() {
        return set;
    }

    /** Annotated posts. */
    public int posts() {
        return posts;
    }

    /** Whose scores any annotation has. */
    Set<String> scorers() {
        return Collections.unmodifiableSet(byScorer.keySet());
    }

    /** Annotated posts that the scorer has scored. */
    public int active(String scorer) {
        Evidence evidence = byScorer.get(scorer);
        return evidence == null ? 0 : evidence.posts();
    }

    /** Annotated posts that the scorer has not scored. */
    public int inactive(String scorer) {
        return posts - active(scorer);
    }

    /** Of these scorers the one with most active annotations, then the first of them. */
    public String mostActive(List<String> scorers) {
        return scorers.stream().min(Comparator.comparingInt(scorer -> -active(scorer))).orElse(NO_SCORER);
    }

    /**
     * The scorer of the latest annotation that has scores; of several, as {@link #mostActive}, and among equals the one that said it last, so that
     * a scorer that was added to all annotations takes over.
     */
    public String latestScorer() {
        return recent.isEmpty() ? NO_SCORER : mostActive(recent.get(recent.size() - 1).scorers());
    }

    /** What the annotations say about one scorer. */
    public Evidence evidence(String scorer) {
        Evidence evidence = byScorer.get(scorer);
        return evidence == null ? new Evidence(set) : evidence.copy();
    }

    /** Whether this person rated the value in any post, active or not. */
    public boolean rated(int position) {
        return rated[position] > 0;
    }

    /** As {@code annotation_tally} keeps it. */
    byte[] toBytes() {
        int size = Integer.BYTES * (4 + rated.length);
        for (Recent one : recent) {
            size += bytes(one.contentKey()) + Integer.BYTES + one.scorers().stream().mapToInt(Tally::bytes).sum();
        }
        for (Map.Entry<String, Evidence> scorer : byScorer.entrySet()) {
            size += bytes(scorer.getKey()) + scorer.getValue().bytes();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).putInt(FORM).putInt(posts);
        for (int count : rated) {
            bytes.putInt(count);
        }
        bytes.putInt(recent.size());
        for (Recent one : recent) {
            write(one.contentKey(), bytes);
            bytes.putInt(one.scorers().size());
            one.scorers().forEach(scorer -> write(scorer, bytes));
        }
        bytes.putInt(byScorer.size());
        byScorer.forEach((scorer, evidence) -> {
            write(scorer, bytes);
            evidence.write(bytes);
        });
        return bytes.array();
    }

    /** What {@link #toBytes} made; empty if it is not of this form. */
    static Optional<Tally> parse(ValueSet set, byte[] kept) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(kept);
            if (bytes.getInt() != FORM) {
                return Optional.empty();
            }
            int posts = bytes.getInt();
            int[] rated = new int[set.size()];
            for (int v = 0; v < rated.length; v++) {
                rated[v] = bytes.getInt();
            }
            List<Recent> recent = new ArrayList<>();
            for (int left = bytes.getInt(); left > 0; left--) {
                String key = text(bytes);
                List<String> scorers = new ArrayList<>();
                for (int more = bytes.getInt(); more > 0; more--) {
                    scorers.add(text(bytes));
                }
                recent.add(new Recent(key, List.copyOf(scorers)));
            }
            Map<String, Evidence> byScorer = new TreeMap<>();
            for (int left = bytes.getInt(); left > 0; left--) {
                byScorer.put(text(bytes), Evidence.read(set, bytes));
            }
            return bytes.hasRemaining() ? Optional.empty() : Optional.of(new Tally(set, posts, rated, recent, byScorer));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static void write(String text, ByteBuffer bytes) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.putInt(utf8.length).put(utf8);
    }

    private static int bytes(String text) {
        return Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Of what is remembered of the latest only the very latest is seen from outside. */

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally that
                && set == that.set
                && posts == that.posts
                && Arrays.equals(rated, that.rated)
                && latest().equals(that.latest())
                && byScorer.equals(that.byScorer);
    }

    private List<Recent> latest() {
        return recent.subList(Math.max(0, recent.size() - 1), recent.size());
    }

    @Override
    public int hashCode() {
        return 31 * posts + byScorer.hashCode();
    }

    /** Counts only. */
    @Override
    public String toString() {
        return posts + " annotated posts";
    }
}
