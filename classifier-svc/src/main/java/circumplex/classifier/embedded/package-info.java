/**
 * The embedded model: hashed n-grams of a text → the sum of their rows → a small network → one score a value.
 *
 * <p>Used by the container, which installs {@link circumplex.classifier.embedded.EmbeddedScorer} as the quick scorer, and by {@code
 * ./circumplex train-scorer}. Knows no gRPC and no database. Texts go through and stay nowhere.
 */
@NullMarked
package circumplex.classifier.embedded;

import org.jspecify.annotations.NullMarked;
