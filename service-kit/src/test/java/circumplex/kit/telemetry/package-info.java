/** Tests of what a service counts. */
@NullMarked
package circumplex.kit.telemetry;

import org.jspecify.annotations.NullMarked;
