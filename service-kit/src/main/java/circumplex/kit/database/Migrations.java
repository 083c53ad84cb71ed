package circumplex.kit.database;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the schema up to date when there is a pool and before anybody asks it. Flyway is not woken for a database that has recorded
 * exactly the migrations of this program: most starts are such, and it takes an eighth of one.
 *
 * <p>On PostgreSQL migrations have connections of their own. Those of the pool end a statement after a time that a change of a large table
 * may well take, and the service would never start again.
 */
@Singleton
@Requires(property = Migrations.FOLDERS)
@Requires(classes = Flyway.class)
final class Migrations implements BeanCreatedEventListener<DataSource>, Ordered {

    /** Where the scripts are, paths of resources. */
    static final String FOLDERS = "circumplex.database.migrations";

    private final List<String> folders;
    private final String url;
    private final String user;
    private final String password;

    Migrations(
            @Property(name = FOLDERS) List<String> folders,
            @Property(name = DatabaseLimits.MIGRATION_URL, defaultValue = "") String url,
            @Property(name = "datasources.default.username", defaultValue = "") String user,
            @Property(name = "datasources.default.password", defaultValue = "") String password) {
        this.folders = List.copyOf(folders);
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        DataSource pool = event.getBean();
        SchemaHistory wanted = SchemaHistory.wanted(folders, Migrations.class.getClassLoader());
        if (!SchemaHistory.of(pool).equals(Optional.of(wanted))) {
            flyway(pool).migrate();
        }
        return pool;
    }

    Flyway flyway(DataSource pool) {
        FluentConfiguration flyway = Flyway.configure()
                .locations(folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new));
        if (url.isEmpty()) {
            flyway.dataSource(pool);
        } else {
            flyway.dataSource(url, user.isEmpty() ? null : user, password.isEmpty() ? null : password);
        }
        return flyway.load();
    }

    /** After {@link OneWriter}, before what Micronaut wraps around the pool. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
