/**
 * The commands of researchers: train, evaluate, and make a synthetic twin. Mains of this service that the launcher starts; they
 * read files, need no server and no database, and write only where they are told.
 */
@NullMarked
package circumplex.personalizer.research;

import org.jspecify.annotations.NullMarked;
