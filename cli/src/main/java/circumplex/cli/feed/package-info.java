/**
 * Posts from files: one JSON object per line, checked completely before any service sees a post.
 *
 * <p>Used by the commands. Knows no service, no gRPC and no command-line library.
 */
@NullMarked
package circumplex.cli.feed;

import org.jspecify.annotations.NullMarked;
