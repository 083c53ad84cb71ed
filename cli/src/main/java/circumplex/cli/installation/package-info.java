/**
 * The running installation of a data folder: four services that outlive the command that starts them, what is known of their
 * processes, and how they are started, looked at and stopped.
 *
 * <p>Used by the commands that operate it and by those that use it. Knows no command-line library and no output format; a package of
 * its own beside {@code services}, whose processes end with their command.
 */
@NullMarked
package circumplex.cli.installation;

import org.jspecify.annotations.NullMarked;
