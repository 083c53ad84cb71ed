/**
 * What can be wrong with an installation and the machine it is on: one class for each check, each finding with its cause and what to
 * do about it. Checks look and change nothing; none prints a setting that may hold a password.
 *
 * <p>Used by the command {@code doctor}. Knows no command-line library and no output format. Database files are looked at as files:
 * their engine is not on the class path of a client.
 */
@NullMarked
package circumplex.cli.doctor;

import org.jspecify.annotations.NullMarked;
