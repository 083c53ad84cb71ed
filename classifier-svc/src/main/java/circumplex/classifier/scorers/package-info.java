/**
 * Who scores a value set in this installation, and when the scorer that is not quick is asked.
 *
 * <p>Called by the use cases that score. Knows no posts of clients and no database.
 */
@NullMarked
package circumplex.classifier.scorers;

import org.jspecify.annotations.NullMarked;
