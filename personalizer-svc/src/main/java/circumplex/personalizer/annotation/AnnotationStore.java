package circumplex.personalizer.annotation;

import circumplex.kit.call.Cancellation;
import circumplex.personalizer.annotation.KeptAnnotation.KeptScores;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code annotation}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class AnnotationStore implements GenericRepository<AnnotationStore.Row, String> {

    private static final String OF_PERSON = " where tenant = :tenant and user_id = :userId";

    private static final String IN_SET = OF_PERSON + " and value_set_id = :setId and value_set_version = :setVersion";

    private static final String OLDEST_FIRST = " order by annotate_time, value_set_id, value_set_version, content_key";

    /** One annotated post. Rows are never compared. */
    @MappedEntity("annotation")
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            String tenant,
            String userId,
            String valueSetId,
            int valueSetVersion,
            @Id String contentKey,
            String valueSetSha256,
            String ratings,
            byte[] baseScores,
            Instant annotateTime) {}

    /** What this person annotated in {@code set}. */
    public History history(Person person, ValueSet set) {
        List<RatedPost> posts = new ArrayList<>();
        for (Row row : all(person.tenant(), person.userId(), set.id(), set.version())) {
            Cancellation.check();
            posts.add(rated(set, row));
        }
        return new History(set, posts);
    }

    /** What this person said about these posts, by content key. */
    public Map<String, RatedPost> find(Person person, ValueSet set, Collection<String> contentKeys) {
        Map<String, RatedPost> found = new HashMap<>();
        if (contentKeys.isEmpty()) {
            return found;
        }
        some(person.tenant(), person.userId(), set.id(), set.version(), contentKeys)
                .forEach(row -> found.put(row.contentKey(), rated(set, row)));
        return found;
    }

    /** Which of these posts this person has annotated now, in any value set; at least one key is needed. Ascending. */
    public List<String> annotated(Person person, Collection<String> contentKeys) {
        return keys(person.tenant(), person.userId(), contentKeys);
    }

    /** Of these keys those that this person has annotated in {@code set}. */
    public Set<String> annotated(Person person, ValueSet set, Collection<String> contentKeys) {
        return contentKeys.isEmpty()
                ? Set.of()
                : Set.copyOf(keysIn(person.tenant(), person.userId(), set.id(), set.version(), contentKeys));
    }

    /** The next annotations of this person in {@code set} after a key, which may be empty. */
    public List<RatedPost> inKeyOrder(Person person, ValueSet set, String after, int size) {
        List<RatedPost> posts = new ArrayList<>();
        for (Row row : behind(person.tenant(), person.userId(), set.id(), set.version(), after, size)) {
            Cancellation.check();
            posts.add(rated(set, row));
        }
        return posts;
    }

    void add(Person person, ValueSet set, Collection<RatedPost> posts, Instant time) {
        insert(rows(person, set, posts, time));
    }

    void replace(Person person, ValueSet set, Collection<RatedPost> posts, Instant time) {
        update(rows(person, set, posts, time));
    }

    /** Who rated a post and how. No text form shows it. */
    public record Said(Person person, RatedPost post) {

        @Override
        public String toString() {
            return "what somebody said";
        }
    }

    /** The next annotations of everybody of a tenant in {@code set}, person by person, after {@code last} if there is one. */
    public List<Said> ofTenant(String tenant, ValueSet set, @Nullable Said last, int size) {
        List<Row> rows = last == null
                ? everybody(tenant, set.id(), set.version(), "", "", size)
                : everybody(tenant, set.id(), set.version(), last.person().userId(), last.post().contentKey(), size);
        return rows.stream().map(row -> new Said(new Person(tenant, row.userId()), rated(set, row))).toList();
    }

    /** Keeps what scorers said about these posts, which stay annotated as they are and as long ago as they were. */
    public void keepScores(Person person, ValueSet set, Collection<RatedPost> posts) {
        updateScores(rows(person, set, posts, Instant.EPOCH));
    }

    void remove(Person person, ValueSet set, Collection<String> contentKeys) {
        if (!contentKeys.isEmpty()) {
            delete(person.tenant(), person.userId(), set.id(), set.version(), contentKeys);
        }
    }

    /** The next annotations of this person in every value set, oldest first, after {@code last} if there is one. */
    List<KeptAnnotation> page(Person person, @Nullable KeptAnnotation last, int size) {
        List<Row> rows = last == null
                ? after(person.tenant(), person.userId(), Instant.EPOCH, "", 0, "", size)
                : after(
                        person.tenant(),
                        person.userId(),
                        last.annotateTime(),
                        last.valueSetId(),
                        last.valueSetVersion(),
                        last.contentKey(),
                        size);
        return rows.stream().map(AnnotationStore::kept).toList();
    }

    @Query("select * from annotation" + IN_SET + OLDEST_FIRST)
    abstract List<Row> all(String tenant, String userId, String setId, int setVersion);

    @Query("select * from annotation" + IN_SET + " and content_key in (:contentKeys)")
    abstract List<Row> some(String tenant, String userId, String setId, int setVersion, Collection<String> contentKeys);

    @Query("select content_key from annotation" + IN_SET + " and content_key in (:contentKeys)")
    abstract List<String> keysIn(String tenant, String userId, String setId, int setVersion, Collection<String> contentKeys);

    @Query("select * from annotation" + IN_SET + " and content_key > :contentKey order by content_key limit :size")
    abstract List<Row> behind(String tenant, String userId, String setId, int setVersion, String contentKey, int size);

    @Query("select distinct content_key from annotation" + OF_PERSON + " and content_key in (:contentKeys) order by content_key")
    abstract List<String> keys(String tenant, String userId, Collection<String> contentKeys);

    @Query("select * from annotation" + OF_PERSON
            + " and (annotate_time, value_set_id, value_set_version, content_key) > (:time, :setId, :setVersion, :contentKey)"
            + OLDEST_FIRST + " limit :size")
    abstract List<Row> after(
            String tenant, String userId, Instant time, String setId, int setVersion, String contentKey, int size);

    @Query("select * from annotation where tenant = :tenant and value_set_id = :setId and value_set_version = :setVersion"
            + " and (user_id, content_key) > (:userId, :contentKey) order by user_id, content_key limit :size")
    abstract List<Row> everybody(
            String tenant, String setId, int setVersion, String userId, String contentKey, int size);

    @Query("insert into annotation (tenant, user_id, value_set_id, value_set_version, content_key, value_set_sha256,"
            + " ratings, base_scores, annotate_time) values (:tenant, :userId, :valueSetId, :valueSetVersion, :contentKey,"
            + " :valueSetSha256, :ratings, :baseScores, :annotateTime)")
    abstract void insert(List<Row> rows);

    @Query("update annotation set ratings = :ratings, base_scores = :baseScores, annotate_time = :annotateTime"
            + " where tenant = :tenant and user_id = :userId and value_set_id = :valueSetId"
            + " and value_set_version = :valueSetVersion and content_key = :contentKey")
    abstract void update(List<Row> rows);

    @Query("update annotation set base_scores = :baseScores"
            + " where tenant = :tenant and user_id = :userId and value_set_id = :valueSetId"
            + " and value_set_version = :valueSetVersion and content_key = :contentKey")
    abstract void updateScores(List<Row> rows);

    @Query("delete from annotation" + IN_SET + " and content_key in (:contentKeys)")
    abstract void delete(String tenant, String userId, String setId, int setVersion, Collection<String> contentKeys);

    private static List<Row> rows(Person person, ValueSet set, Collection<RatedPost> posts, Instant time) {
        return posts.stream().map(post -> row(person, set, post, time)).toList();
    }

    private static Row row(Person person, ValueSet set, RatedPost post, Instant time) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        post.scores().forEach((scorer, vector) -> scores.put(scorer, vector.toArray()));
        return new Row(
                person.tenant(),
                person.userId(),
                set.id(),
                set.version(),
                post.contentKey(),
                set.sha256(),
                PackedVectors.packRatings(post.ratings().toMap()),
                PackedVectors.packScores(scores),
                time);
    }

    private static RatedPost rated(ValueSet set, Row row) {
        Map<String, ScoreVector> scores = new LinkedHashMap<>();
        PackedVectors.scores(row.baseScores())
                .forEach((scorer, vector) -> scores.put(scorer, ScoreVector.of(set, vector)));
        return new RatedPost(row.contentKey(), RatingVector.of(set, PackedVectors.ratings(row.ratings())), scores);
    }

    private static KeptAnnotation kept(Row row) {
        List<KeptScores> scores = new ArrayList<>();
        PackedVectors.scores(row.baseScores()).forEach((scorer, vector) -> scores.add(new KeptScores(scorer, list(vector))));
        return new KeptAnnotation(
                row.valueSetId(),
                row.valueSetVersion(),
                row.valueSetSha256(),
                row.contentKey(),
                row.annotateTime(),
                PackedVectors.ratings(row.ratings()),
                scores);
    }

    private static List<Float> list(float[] scores) {
        List<Float> list = new ArrayList<>(scores.length);
        for (float score : scores) {
            list.add(score);
        }
        return list;
    }
}
