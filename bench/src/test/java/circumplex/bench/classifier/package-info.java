/** Small trials of the classifier as a process. */
@NullMarked
package circumplex.bench.classifier;

import org.jspecify.annotations.NullMarked;
