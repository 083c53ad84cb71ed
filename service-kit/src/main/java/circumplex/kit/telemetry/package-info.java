/**
 * What a service says about itself to those who run it: metrics on an HTTP port of loopback, and traces to a collector where one is named.
 *
 * <p>A package of its own, because services use three things of it and nothing else: the bean {@link io.opentelemetry.api.metrics.Meter}
 * to count, {@link circumplex.kit.telemetry.Trace#stage} to time a step, and {@link circumplex.kit.telemetry.MetricsServer} in tests. Knows
 * nothing that a person wrote or is called by: neither may become a label or an attribute.
 */
@NullMarked
package circumplex.kit.telemetry;

import org.jspecify.annotations.NullMarked;
