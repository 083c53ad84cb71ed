package circumplex.personalizer.state;

import circumplex.personalizer.calibration.PersonState;

/**
 * What a model knows of one person.
 *
 * @param active annotated posts that it could read
 * @param inactive annotated posts of which it could read no scores
 * @param catchingUp whether the person has changed since this was computed; what is known now is being computed
 */
public record Known(PersonState state, int active, int inactive, boolean catchingUp) {}
