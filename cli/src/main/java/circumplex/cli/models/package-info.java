/**
 * The command {@code models} and those below it: what operators do with data sets and models, from an import to a rollback.
 *
 * <p>Registered by {@link circumplex.cli.Circumplex}. Calls the registry through {@link circumplex.cli.services.ModelsClient} and prints what
 * it says.
 */
@NullMarked
package circumplex.cli.models;

import org.jspecify.annotations.NullMarked;
