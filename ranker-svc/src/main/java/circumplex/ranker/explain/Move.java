package circumplex.ranker.explain;

import circumplex.ranker.stage.Step;

/**
 * What one stage did to one post. Places are counted from 0.
 *
 * @param stage which stage
 * @param from the place before it
 * @param to the place after it
 * @param own whether the stage's rule is about this post, and not about others that it makes room for
 */
public record Move(Step.Stage stage, int from, int to, boolean own) {}
