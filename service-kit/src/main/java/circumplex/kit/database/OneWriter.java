package circumplex.kit.database;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/**
 * Lets one transaction at a time write to an H2 file. H2 writes what all transactions have done so far whenever one of them commits, map
 * after map; a process that is killed then leaves the rows of another transaction in the file without what would take them back: half of
 * a write that nobody was told is done. With one writer nothing else is under way when it commits. PostgreSQL needs none of this.
 */
@Singleton
@Requires(property = "datasources.default.url", pattern = "jdbc:h2:.*")
final class OneWriter implements BeanCreatedEventListener<DataSource>, Ordered {

    private final WriterTurn turn = new WriterTurn();

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        return new OneWriterDataSource(event.getBean(), turn);
    }

    /** Next to the pool: what Micronaut wraps around it binds connections to threads. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
