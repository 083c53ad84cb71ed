/**
 * The trial of restarts under load: two replicas of every service, clients that know both, and one replica after another that goes and
 * comes back.
 *
 * <p>Used by the command and the test of the trial. Knows no command line and no report.
 */
@NullMarked
package circumplex.bench.restart;

import org.jspecify.annotations.NullMarked;
