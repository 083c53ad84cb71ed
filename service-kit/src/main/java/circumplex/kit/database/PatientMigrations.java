package circumplex.kit.database;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets migrations use connections of their own to PostgreSQL. Those of the pool end a statement after a time that a change of a large table
 * may well take, and the service would never start again.
 */
@Singleton
@Named(PatientMigrations.NAME)
@Requires(classes = FlywayConfigurationCustomizer.class)
@Requires(property = PatientMigrations.URL)
final class PatientMigrations implements FlywayConfigurationCustomizer {

    static final String NAME = "default";
    static final String URL = "circumplex.database.migration-url";

    private final String url;
    private final String user;
    private final String password;

    PatientMigrations(
            @Property(name = URL) String url,
            @Property(name = "datasources.default.username", defaultValue = "") String user,
            @Property(name = "datasources.default.password", defaultValue = "") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public void customizeFluentConfiguration(FluentConfiguration flyway) {
        flyway.dataSource(url, user.isEmpty() ? null : user, password.isEmpty() ? null : password);
    }

    @Override
    public String getName() {
        return NAME;
    }
}
