package circumplex.classifier.text;

import circumplex.values.ValueSet;

/**
 * Scores texts on the values of one set, one text at a time. The same text may be scored again, but while a call for it is under way
 * nobody makes another.
 */
public interface Scorer {

    /** The set whose values it scores. */
    ValueSet set();

    /**
     * Who would answer now: provider / resolved model / template / value-set version / decoding / batching, 1 to 256 bytes. Other scores
     * for any text need another id. Scores that were made before are looked for under it; a scorer that stands for a model elsewhere may
     * have another id from one call to the next.
     */
    String id();

    /** Whether it scores texts of this language. */
    boolean knows(String language);

    /**
     * Whether scoring a text costs less than handing it to another thread. A scorer that is not quick is called on threads of its own,
     * within the context of a call that has a deadline.
     */
    boolean quick();

    /**
     * Scores one text. Any exception means that this text has no scores this time; it is forgotten and the text may be tried again.
     *
     * @param tenant who pays for it
     * @throws UnscoredException if the reason is worth telling; any other exception is {@link UnscoredException.Reason#FAILED}
     * @throws InterruptedException if the thread is interrupted, which says that nobody wants the scores any more: stop at once
     */
    Scoring score(String tenant, PostText text) throws InterruptedException;
}
