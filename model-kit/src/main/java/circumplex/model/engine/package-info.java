/**
 * The engine that runs networks: its start, and how many calls it may have at once.
 *
 * <p>Used by the classes that hold a network, named …Network, and by trainers, named …Training; nothing else touches arrays of the
 * engine. Knows no model and no format.
 */
@NullMarked
package circumplex.model.engine;

import org.jspecify.annotations.NullMarked;
