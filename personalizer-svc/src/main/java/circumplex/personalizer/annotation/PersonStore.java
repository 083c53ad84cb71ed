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

/** The table {@code person}: whose row a write locks, and whose erasure erases everything about the person. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class PersonStore implements GenericRepository<PersonStore.Row, String> {

    /** One person. */
    @MappedEntity("person")
    record Row(@Id String userId, String tenant, Instant lastChange) {}

    /**
     * Makes other writers about this person wait until the transaction ends.
     *
     * @return the time of the change that is about to be made, later than that of every earlier change about this person
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Instant lock(Person person) {
        Optional<Instant> lastChange;
        do {
            // Once is enough unless the row is erased between the two statements.
            add(person.tenant(), person.userId(), Instant.EPOCH);
            lastChange = lockRow(person.tenant(), person.userId());
        } while (lastChange.isEmpty());
        // Both engines keep microseconds.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant next = lastChange.get().plus(1, ChronoUnit.MICROS);
        Instant change = now.isBefore(next) ? next : now;
        touch(person.tenant(), person.userId(), change);
        return change;
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

    @Query("update person set last_change = :lastChange where tenant = :tenant and user_id = :userId")
    abstract void touch(String tenant, String userId, Instant lastChange);

    @Query("select count(*) from annotation where tenant = :tenant and user_id = :userId")
    abstract int countAnnotations(String tenant, String userId);

    @Query("delete from person where tenant = :tenant and user_id = :userId")
    abstract void delete(String tenant, String userId);
}
