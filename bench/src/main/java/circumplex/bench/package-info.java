/**
 * Measures the services as their clients see them, over gRPC, beside a baseline in the same run.
 *
 * <p>Started by {@code ./circumplex bench}. Knows the contract and the command line's way to start services, and nothing of how a
 * service works.
 */
@NullMarked
package circumplex.bench;

import org.jspecify.annotations.NullMarked;
