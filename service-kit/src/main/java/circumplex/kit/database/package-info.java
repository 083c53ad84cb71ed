/**
 * The database of a service: its settings, its schema, limits to every wait for it, and one writer at a time where
 * it is embedded.
 *
 * <p>Used by every service that has a data source, mostly by itself: the pool is wrapped when it is made. Knows no table but the one with the migrations, and no call.
 */
@NullMarked
package circumplex.kit.database;

import org.jspecify.annotations.NullMarked;
