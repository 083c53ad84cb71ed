/** Tests of waiting that ends. */
@NullMarked
package circumplex.kit.patience;

import org.jspecify.annotations.NullMarked;
