/**
 * Data sets, and the work that makes and judges models from them: each piece in a process of its own with its own memory, one at a time,
 * resumed after a restart.
 *
 * <p>Called by the operator's endpoint. Knows the commands of {@code research}, which do the work in the child process, and the registry that takes their
 * results; what people recorded passes through as a file. Knows no message and no person of the service.
 */
@NullMarked
package circumplex.personalizer.jobs;

import org.jspecify.annotations.NullMarked;
