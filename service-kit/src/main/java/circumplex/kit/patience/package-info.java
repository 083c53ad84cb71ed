/**
 * Waiting that ends: for work on other threads, no longer than a call has time and somebody waits for it.
 *
 * <p>A package of its own because its parts belong together and nothing else of the kit needs them. Used by services whose database may
 * be slow; knows no database.
 */
@NullMarked
package circumplex.kit.patience;

import org.jspecify.annotations.NullMarked;
