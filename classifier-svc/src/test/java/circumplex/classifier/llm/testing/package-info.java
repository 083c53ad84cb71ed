/**
 * A language model over real sockets that does what a script says, wrong as it may be. For tests of the classifier and for the benches,
 * which get it with this module's test jar. Needs no container and no service.
 */
@NullMarked
package circumplex.classifier.llm.testing;

import org.jspecify.annotations.NullMarked;
