package circumplex.kit.telemetry;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How much of its database connections a service uses, and how many calls wait for one. */
@Context
@Requires(classes = HikariDataSource.class)
final class PoolMetrics {

    private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");

    private final BeanContext beans;

    PoolMetrics(BeanContext beans, Meter meter) {
        this.beans = beans;
        meter.upDownCounterBuilder("circumplex.db.connections")
                .setDescription("Connections of the pool, and calls that wait for one.")
                .setUnit("{connection}")
                .buildWithCallback(this::record);
    }

    private void record(ObservableLongMeasurement out) {
        for (DataSource source : beans.getBeansOfType(DataSource.class)) {
            HikariPoolMXBean pool = pool(source);
            if (pool != null) {
                out.record(pool.getActiveConnections(), state("active"));
                out.record(pool.getIdleConnections(), state("idle"));
                out.record(pool.getThreadsAwaitingConnection(), state("waiting"));
            }
        }
    }

    /** The pool under what the framework puts around it; it exists from the first connection on. */
    private static @Nullable HikariPoolMXBean pool(DataSource source) {
        try {
            return source.isWrapperFor(HikariDataSource.class)
                    ? source.unwrap(HikariDataSource.class).getHikariPoolMXBean()
                    : null;
        } catch (SQLException e) {
            return null;
        }
    }

    private static Attributes state(String state) {
        return Attributes.of(STATE, state);
    }
}
