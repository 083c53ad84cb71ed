/**
 * The commands of operators: {@code up}, {@code status}, {@code down} and {@code doctor}.
 *
 * <p>Registered by {@link circumplex.cli.Circumplex}. Knows what an installation is and how it is shown; knows no feed and no value.
 */
@NullMarked
package circumplex.cli.operate;

import org.jspecify.annotations.NullMarked;
