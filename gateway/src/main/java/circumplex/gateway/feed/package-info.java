/**
 * What a feed is, step by step of its way: asked, classified, personalised, ordered, answered; and what was not done as intended.
 *
 * <p>Plain values and the rules that need nothing else. Called by every other package of the gateway; knows no other service, no message and no
 * database.
 */
@NullMarked
package circumplex.gateway.feed;

import org.jspecify.annotations.NullMarked;
