/** Fixtures for the tests of every service: a running service, databases of both engines, the rules of the house. */
@NullMarked
package circumplex.kit.testing;

import org.jspecify.annotations.NullMarked;
