/**
 * What the classifier adds to a language model, and what hostile posts do to one.
 *
 * <p>Used by the commands {@code bench classifier} and {@code bench injection}. Knows the classifier as its clients do, and the fake model of
 * its test fixtures.
 */
@NullMarked
package circumplex.bench.classifier;

import org.jspecify.annotations.NullMarked;
