/**
 * Requests to a language model over HTTP: how long they may take, how large answers may be, and what a failure means.
 *
 * <p>Knows no prompts, no answers and no posts: bytes in, bytes out.
 */
@NullMarked
package circumplex.classifier.llm.http;

import org.jspecify.annotations.NullMarked;
