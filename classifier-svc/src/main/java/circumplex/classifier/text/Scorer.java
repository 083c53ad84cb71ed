package circumplex.classifier.text;

import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;

/**
 * Scores texts on the values of one set, one text at a time. The same text may be scored again, but while a call for it is under way
 * nobody makes another.
 */
public interface Scorer {

    /** The set whose values it scores. */
    ValueSet set();

    /** Provider / resolved model / template / value-set version / decoding / batching. Other scores for any text need another id. */
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
     * @throws InterruptedException if the thread is interrupted, which says that nobody wants the scores any more: stop at once
     */
    ScoreVector score(PostText text) throws InterruptedException;
}
