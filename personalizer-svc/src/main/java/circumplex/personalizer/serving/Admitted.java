package circumplex.personalizer.serving;

/** How scores reached what personalized them. */
public enum Admitted {
    /** The model was trained on scores of these very scorers. */
    NATIVE,
    /** At least one post's scores went through a stored quantile map to the scale that the model knows. */
    ALIGNED,
    /** No model knows the scale: the gain works on the scores as they are. */
    FALLBACK
}
