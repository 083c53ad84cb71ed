/**
 * Feeds, people and a judge that are simulated, and ranking policies that are not: every order comes from ranker-svc. What is made up and
 * what is measured stands in the text that a run writes.
 *
 * <p>Started by {@code ./circumplex simulate}. Knows the contract; ranks nothing itself.
 */
@NullMarked
package circumplex.bench.simulation;

import org.jspecify.annotations.NullMarked;
