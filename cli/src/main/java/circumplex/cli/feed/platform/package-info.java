/**
 * Feeds as platforms write them: Bluesky's feed responses and the requests of the Prosocial Ranking Challenge.
 *
 * <p>Used by the commands. Gives the posts of {@code circumplex.cli.feed}, which knows nothing of platforms; knows no service, no gRPC
 * and no command-line library.
 */
@NullMarked
package circumplex.cli.feed.platform;

import org.jspecify.annotations.NullMarked;
