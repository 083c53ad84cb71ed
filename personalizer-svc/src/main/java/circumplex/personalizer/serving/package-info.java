/**
 * The trained calibrator in service: loaded whole or not at all, replaced while it is asked, closed when nobody asks it any more.
 *
 * <p>Called by the use cases that personalize, and by whoever decides which model is in use. Knows no request, no database and no person:
 * annotations come in as numbers.
 */
@NullMarked
package circumplex.personalizer.serving;

import org.jspecify.annotations.NullMarked;
