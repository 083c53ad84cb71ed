/**
 * What the embedded database needs beside its own settings so that a process that is killed leaves no half of a transaction.
 *
 * <p>Used by every service that has a data source, by itself: the pool is wrapped when it is made. Knows no table.
 */
@NullMarked
package circumplex.kit.database;

import org.jspecify.annotations.NullMarked;
