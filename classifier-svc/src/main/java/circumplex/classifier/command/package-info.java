/**
 * How the commands of this service that are no server read what was typed. Used by their mains; knows none of them.
 */
@NullMarked
package circumplex.classifier.command;

import org.jspecify.annotations.NullMarked;
