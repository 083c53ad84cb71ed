/**
 * What commands print: tables for a terminal of 80 to 100 columns and JSON for programs.
 *
 * <p>Used by the commands. Knows the messages of the contract and the vocabulary, but calls no service and parses no arguments.
 */
@NullMarked
package circumplex.cli.print;

import org.jspecify.annotations.NullMarked;
