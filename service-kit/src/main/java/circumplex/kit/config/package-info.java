/**
 * What is set before a service starts, and what is wrong with it: bounds, the folder of an installation's data, and the two problems that
 * end a start with a sentence for whoever made the setting.
 *
 * <p>Used by every record of settings. Knows none of them.
 */
@NullMarked
package circumplex.kit.config;

import org.jspecify.annotations.NullMarked;
