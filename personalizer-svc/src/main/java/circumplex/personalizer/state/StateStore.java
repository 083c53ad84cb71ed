package circumplex.personalizer.state;

import circumplex.kit.call.Caller;
import circumplex.personalizer.annotation.Person;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code calibration_state}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class StateStore implements GenericRepository<StateStore.Row, String> {

    /** That a pointer {@code mp} names a model of the tenant's own: what the house has in production is shared, as a rule. */
    private static final String OWN_MODEL = "(mp.tenant <> '" + Caller.DEVELOPMENT_TENANT + "' and mp.model_id <> '')";


    /** What one model knows of one person. Rows are never compared. */
    @MappedEntity("calibration_state")
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            String tenant,
            @Id String userId,
            String modelId,
            String space,
            Instant lastChange,
            int active,
            int inactive,
            byte[] sums) {}

    /**
     * When a person last changed, and what is kept of a state.
     *
     * @param usableFrom a state that has not seen this change must not be used: it may know what the person has taken back
     * @param stateChange the last change that the state has seen; with what follows absent if no state is kept
     */
    @Introspected
    @SuppressWarnings("ArrayRecordComponent")
    record Found(
            Instant lastChange,
            Instant usableFrom,
            @Nullable String space,
            @Nullable Instant stateChange,
            @Nullable Integer active,
            @Nullable Integer inactive,
            // Where the type of the element stands, the framework looks for this one.
            @io.micronaut.core.annotation.Nullable byte[] sums) {

        /** What is kept, if anything is. */
        Optional<Kept> kept() {
            return space == null || stateChange == null || active == null || inactive == null || sums == null
                    ? Optional.empty()
                    : Optional.of(new Kept(space, stateChange, active, inactive, sums));
        }

        /** Whether what is kept has seen everything, and the same scores as a model of that space. */
        boolean current(String wanted) {
            return wanted.equals(space) && lastChange.equals(stateChange);
        }
    }

    /** A state that is there. Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(String space, Instant stateChange, int active, int inactive, byte[] sums) {}

    /** Somebody whose state is missing or old. */
    @Introspected
    record Stale(String tenant, String userId) {}

    /** Empty for somebody of whom nothing is kept. */
    Optional<Found> find(Person person, String modelId) {
        return find(person.tenant(), person.userId(), modelId);
    }

    /**
     * Keeps a state, unless a newer one is kept, or the person was erased or took something back since. Under the lock of the person, so that it
     * cannot come between.
     */
    @Transactional
    void keep(Row row) {
        Optional<Instant> usableFrom = lock(row.tenant(), row.userId());
        if (usableFrom.isEmpty() || row.lastChange().isBefore(usableFrom.get())) {
            return;
        }
        if (update(row.tenant(), row.userId(), row.modelId(), row.space(), row.lastChange(), row.active(), row.inactive(), row.sums()) == 0) {
            insert(row.tenant(), row.userId(), row.modelId(), row.space(), row.lastChange(), row.active(), row.inactive(), row.sums());
        }
    }

    @Query("select coalesce(withdraw_time, last_change) from person where tenant = :tenant and user_id = :userId for update")
    abstract Optional<Instant> lock(String tenant, String userId);

    @Query("select p.last_change as last_change, coalesce(p.withdraw_time, p.last_change) as usable_from, s.space as space, s.last_change as state_change, s.active as active,"
            + " s.inactive as inactive, s.sums as sums from person p left join calibration_state s on s.tenant = p.tenant"
            + " and s.user_id = p.user_id and s.model_id = :modelId where p.tenant = :tenant and p.user_id = :userId")
    abstract Optional<Found> find(String tenant, String userId, String modelId);

    /**
     * In the order of tenants and users, after the given one.
     *
     * @param owner whose people; empty for all whose tenant has no model of its own
     */
    @Query("select p.tenant as tenant, p.user_id as user_id from person p left join calibration_state s on s.tenant = p.tenant"
            + " and s.user_id = p.user_id and s.model_id = :modelId and s.space = :space and s.last_change = p.last_change"
            + " where (p.tenant, p.user_id) > (:tenant, :userId) and (p.tenant = :owner or (:owner = '' and not exists (select 1 from model_pointer mp"
            + " where mp.tenant = p.tenant and " + OWN_MODEL + "))) and s.user_id is null"
            + " order by p.tenant, p.user_id limit :size")
    abstract List<Stale> stale(String modelId, String space, String owner, String tenant, String userId, int size);

    @Query("update calibration_state set space = :space, last_change = :lastChange, active = :active, inactive = :inactive, sums = :sums"
            + " where tenant = :tenant and user_id = :userId and model_id = :modelId and last_change <= :lastChange")
    abstract int update(
            String tenant, String userId, String modelId, String space, Instant lastChange, int active, int inactive, byte[] sums);

    @Query("insert into calibration_state (tenant, user_id, model_id, space, last_change, active, inactive, sums)"
            + " values (:tenant, :userId, :modelId, :space, :lastChange, :active, :inactive, :sums) on conflict do nothing")
    abstract void insert(
            String tenant, String userId, String modelId, String space, Instant lastChange, int active, int inactive, byte[] sums);

    /**
     * Forgets what all other models knew of the people whom a shared model answers. What the pointers say counts and not what this replica has
     * loaded: another one may answer by a tenant's own model already, or still.
     */
    @Query("delete from calibration_state where model_id <> :current and model_id <> :previous and not exists (select 1 from model_pointer mp"
            + " where mp.tenant = calibration_state.tenant and (mp.model_id = calibration_state.model_id or " + OWN_MODEL + "))")
    abstract int deleteShared(String current, String previous);

    /**
     * Forgets what all other models knew of the people of a tenant.
     *
     * @param shared what answers them where the tenant's own model does not, or not yet
     */
    @Query("delete from calibration_state where model_id <> :current and model_id <> :previous and model_id <> :shared and tenant = :tenant")
    abstract int deleteOwn(String current, String previous, String shared, String tenant);
}
