/**
 * What services still do for calls whose client is gone. Used by {@code bench cancel}. Knows nothing of how calls are stopped.
 */
@NullMarked
package circumplex.bench.cancel;

import org.jspecify.annotations.NullMarked;
