/**
 * The command line of researchers and operators: {@code demo}, {@code rank}, {@code classify} and
 * {@code annotate} for researchers, {@code up}, {@code status}, {@code down} and {@code doctor} for operators.
 *
 * <p>A client of the services, started by the script {@code circumplex}. Knows the contract and the vocabulary; knows no database
 * and no model, and reaches a service only through gRPC.
 */
@NullMarked
package circumplex.cli;

import org.jspecify.annotations.NullMarked;
