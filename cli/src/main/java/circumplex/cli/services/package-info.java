/**
 * How a command reaches the services: blocking clients with a deadline on every call, and the services of this installation as
 * child processes where none are running.
 *
 * <p>Used by the commands. Knows no command-line library, no file of posts and no output format.
 */
@NullMarked
package circumplex.cli.services;

import org.jspecify.annotations.NullMarked;
