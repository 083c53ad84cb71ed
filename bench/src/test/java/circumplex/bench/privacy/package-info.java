/**
 * The trial of privacy: random words in every text field of every call, and a search for them in everything that the services leave behind.
 *
 * <p>Knows the contract through its descriptors, so that a new field is tried without being named here.
 */
@NullMarked
package circumplex.bench.privacy;

import org.jspecify.annotations.NullMarked;
