package circumplex.personalizer.annotation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** The table {@code person}: whose row a write locks, and whose erasure erases everything about the person. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class PersonStore implements GenericRepository<PersonStore.Row, String> {

    /** One person. */
    @MappedEntity("person")
    record Row(@Id String userId, String tenant, Instant lastChange) {}

    /** Of somebody of whom nothing is kept. */
    public static final long NO_REVISION = 0;

    /** The last change of somebody who is locked for the first time. */
    public static final Instant NEVER = Instant.EPOCH;

    /**
     * A person whose row is locked.
     *
     * @param lastChange of the person so far; {@link #NEVER} if nothing was kept
     * @param time of a change made under this lock, later than that of every earlier change about this person
     */
    public record Locked(Instant lastChange, Instant time) {}

    /** Makes other writers about this person wait until the transaction ends; from now on the person is known. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Locked lock(Person person) {
        Optional<Instant> lastChange;
        do {
            // Once is enough unless the row is erased between the two statements.
            add(person.tenant(), person.userId(), NEVER);
            lastChange = lockRow(person.tenant(), person.userId());
        } while (lastChange.isEmpty());
        // Both engines keep microseconds.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant next = lastChange.get().plus(1, ChronoUnit.MICROS);
        return new Locked(lastChange.get(), now.isBefore(next) ? next : now);
    }

    /** Locks as {@link #lock} does if anything is kept about this person; says whether it is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lockIfKnown(Person person) {
        return lockRow(person.tenant(), person.userId()).isPresent();
    }

    /**
     * Works under the lock of this person, in a transaction of its own: all of it happens or nothing.
     *
     * @param work gets what {@link #lock} gives
     * @return what the work says; empty, and nothing is done, if nothing is kept about the person
     */
    @Transactional
    public <T> Optional<T> ifKnown(Person person, Function<Locked, T> work) {
        return lockIfKnown(person) ? Optional.of(work.apply(lock(person))) : Optional.empty();
    }

    /** Says that something about the person changed, at the time that {@link #lock} gave: the revision is another one now. */
    public void changed(Person person, Instant time) {
        touch(person.tenant(), person.userId(), time);
    }

    /**
     * As {@link #changed}, where no annotation is touched: what was computed from annotations and had seen the last change has seen this one too.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changedBesideAnnotations(Person person, Locked locked) {
        carryTallies(person.tenant(), person.userId(), locked.lastChange(), locked.time());
        carryStates(person.tenant(), person.userId(), locked.lastChange(), locked.time());
        touch(person.tenant(), person.userId(), locked.time());
    }

    /**
     * As {@link #changed}, when something was taken back: what was computed from it is forgotten with it, and must not be used where it is still
     * being computed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tookBack(Person person, Instant time) {
        withdraw(person.tenant(), person.userId(), time);
        forgetStates(person.tenant(), person.userId());
    }

    /**
     * Which state of knowledge about this person holds: grows with every change and is never given twice, also not after an erasure,
     * because it is the time of the last change in microseconds. Whatever is computed from annotations and remembers an
     * earlier revision is stale.
     */
    public long revision(Person person) {
        return lastChange(person.tenant(), person.userId())
                .map(change -> ChronoUnit.MICROS.between(Instant.EPOCH, change))
                .orElse(NO_REVISION);
    }

    /** @return how many annotations are gone */
    @Transactional
    int erase(Person person) {
        if (lockRow(person.tenant(), person.userId()).isEmpty()) {
            return 0;
        }
        int annotations = countAnnotations(person.tenant(), person.userId());
        delete(person.tenant(), person.userId());
        return annotations;
    }

    @Query("insert into person (tenant, user_id, last_change) values (:tenant, :userId, :lastChange) on conflict do nothing")
    abstract void add(String tenant, String userId, Instant lastChange);

    @Query("select last_change from person where tenant = :tenant and user_id = :userId for update")
    abstract Optional<Instant> lockRow(String tenant, String userId);

    @Query("select last_change from person where tenant = :tenant and user_id = :userId")
    abstract Optional<Instant> lastChange(String tenant, String userId);

    /** Of somebody who is new, or was erased and is back, nothing is known that was computed earlier. */
    @Query("update person set last_change = :lastChange, withdraw_time = coalesce(withdraw_time, :lastChange)"
            + " where tenant = :tenant and user_id = :userId")
    abstract void touch(String tenant, String userId, Instant lastChange);

    @Query("update person set last_change = :time, withdraw_time = :time where tenant = :tenant and user_id = :userId")
    abstract void withdraw(String tenant, String userId, Instant time);

    @Query("update annotation_tally set last_change = :time where tenant = :tenant and user_id = :userId and last_change = :before")
    abstract void carryTallies(String tenant, String userId, Instant before, Instant time);

    @Query("update calibration_state set last_change = :time where tenant = :tenant and user_id = :userId and last_change = :before")
    abstract void carryStates(String tenant, String userId, Instant before, Instant time);

    @Query("delete from calibration_state where tenant = :tenant and user_id = :userId")
    abstract void forgetStates(String tenant, String userId);

    @Query("select count(*) from annotation where tenant = :tenant and user_id = :userId")
    abstract int countAnnotations(String tenant, String userId);

    @Query("delete from person where tenant = :tenant and user_id = :userId")
    abstract void delete(String tenant, String userId);
}
