package circumplex.personalizer.annotation;

import circumplex.values.ValueSet;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code annotation_tally}. A row says which change of the person it has seen; one that has not seen the last is passed over, so
 * whoever changes annotations without it does no harm but to the next reader's time.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class TallyStore implements GenericRepository<TallyStore.Row, String> {

    private static final String OF_SET =
            " where t.tenant = :tenant and t.user_id = :userId and t.value_set_id = :setId and t.value_set_version = :setVersion";

    /** One tally. Rows are never compared. */
    @MappedEntity("annotation_tally")
    @SuppressWarnings("ArrayRecordComponent")
    record Row(@Id String userId, Instant lastChange, byte[] tally) {}

    /** A tally that has seen the person's last change. */
    @Introspected
    @SuppressWarnings("ArrayRecordComponent")
    record Current(byte[] tally) {}

    /** Empty if there is none that has seen the person's last change. */
    Optional<Tally> find(Person person, ValueSet set) {
        return current(person.tenant(), person.userId(), set.id(), set.version()).stream()
                .findFirst()
                .flatMap(row -> Tally.parse(set, row.tally()));
    }

    /** To be called under the lock of the person. */
    void keep(Person person, Tally tally, Instant lastChange) {
        ValueSet set = tally.set();
        byte[] bytes = tally.toBytes();
        if (update(person.tenant(), person.userId(), set.id(), set.version(), lastChange, bytes) == 0) {
            insert(person.tenant(), person.userId(), set.id(), set.version(), lastChange, bytes);
        }
    }

    @Query("select t.tally as tally from annotation_tally t join person p on p.tenant = t.tenant and p.user_id = t.user_id"
            + " and p.last_change = t.last_change" + OF_SET)
    abstract List<Current> current(String tenant, String userId, String setId, int setVersion);

    @Query("update annotation_tally t set last_change = :lastChange, tally = :tally" + OF_SET)
    abstract int update(String tenant, String userId, String setId, int setVersion, Instant lastChange, byte[] tally);

    @Query("insert into annotation_tally (tenant, user_id, value_set_id, value_set_version, last_change, tally)"
            + " values (:tenant, :userId, :setId, :setVersion, :lastChange, :tally)")
    abstract void insert(String tenant, String userId, String setId, int setVersion, Instant lastChange, byte[] tally);
}
