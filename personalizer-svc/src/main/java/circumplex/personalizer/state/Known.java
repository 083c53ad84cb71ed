package circumplex.personalizer.state;

import circumplex.personalizer.calibration.PersonState;

/**
 * What a model knows of one person.
 *
 * @param active annotated posts that it could read
 * @param inactive annotated posts of which it could read no scores
 */
public record Known(PersonState state, int active, int inactive) {}
