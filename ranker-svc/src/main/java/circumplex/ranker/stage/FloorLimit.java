package circumplex.ranker.stage;

/**
 * The base scores of one value that pass the floor, in thousandths, both ends included.
 *
 * @param atLeast the smallest, 0 if any passes
 * @param atMost the largest, 6000 if any passes
 */
public record FloorLimit(int atLeast, int atMost) {

    public FloorLimit {
        if (atLeast > atMost) {
            throw new IllegalArgumentException("nothing is at least " + atLeast + " and at most " + atMost);
        }
    }

    boolean passes(int thousandths) {
        return thousandths >= atLeast && thousandths <= atMost;
    }
}
