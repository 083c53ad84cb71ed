/**
 * Named arrays of numbers, and the safetensors format that holds them in a file.
 *
 * <p>Used by model folders, and by services that take their weights out of one. Plain Java; knows no engine. Files are not trusted:
 * every length, offset and shape is checked before anything is allocated by it.
 */
@NullMarked
package circumplex.model.tensor;

import org.jspecify.annotations.NullMarked;
