/**
 * Models on disk and in jars: folders named by what is in them, published whole or not at all, read whole or not at all.
 *
 * <p>Used by trainers, which publish, and by services, which load. Knows no engine and no database; which model is active is a row in
 * the database of the service that owns it.
 */
@NullMarked
package circumplex.model.folder;

import org.jspecify.annotations.NullMarked;
