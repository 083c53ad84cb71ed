package circumplex.personalizer.serving;

import circumplex.personalizer.calibration.PersonState;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one model knows of a person, as sums of whole numbers: what each annotation says, in units of 2⁻³⁴. Whole numbers add up alike in every
 * order, and an annotation that is taken out leaves the very sums that would be there without it; so a change is followed by a subtraction
 * and an addition, and the result is to the bit that of adding up everything that is annotated now. No text form shows it.
 */
public final class PersonSums {

    private static final double UNITS = 0x1p34;

    /** What one annotation says is cut here, far outside of what networks answer: half a million of them fit into a sum. */
    private static final double LARGEST = 1024;

    private final int nets;
    private final long[] sums;
    private int annotations;

    private PersonSums(int nets, int size) {
        this.nets = nets;
        sums = new long[size];
    }

    /** Of nobody. */
    static PersonSums like(PersonState state) {
        int nets = state.byNet().size();
        return new PersonSums(nets, (state.toBytes().length - nets * Integer.BYTES) / Float.BYTES);
    }

    /** @throws IllegalArgumentException if it is not finite */
    void add(PersonState annotation) {
        count(annotation, 1);
    }

    /** Takes out one that was added. */
    void subtract(PersonState annotation) {
        count(annotation, -1);
    }

    private void count(PersonState annotation, int times) {
        if (annotation.annotations() != 1) {
            throw new IllegalArgumentException("annotations are added one by one");
        }
        ByteBuffer bytes = ByteBuffer.wrap(annotation.toBytes());
        int ofNet = sums.length / nets;
        for (int i = 0; i < sums.length; i++) {
            float said = bytes.getFloat();
            if (!Float.isFinite(said)) {
                throw new IllegalArgumentException("what an annotation says is not finite");
            }
            sums[i] = Math.addExact(sums[i], times * Math.round(Math.max(-LARGEST, Math.min(LARGEST, said)) * UNITS));
            if (i % ofNet == ofNet - 1) {
                bytes.getInt();
            }
        }
        annotations += times;
    }

    /** As the calibrator keeps it. */
    byte[] state() {
        ByteBuffer bytes = ByteBuffer.allocate(sums.length * Float.BYTES + nets * Integer.BYTES);
        int ofNet = sums.length / nets;
        for (int i = 0; i < sums.length; i++) {
            bytes.putFloat((float) (sums[i] / UNITS));
            if (i % ofNet == ofNet - 1) {
                bytes.putInt(annotations);
            }
        }
        return bytes.array();
    }

    /** The number of annotations, then the sums, big-endian. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + sums.length * Long.BYTES).putInt(annotations);
        for (long sum : sums) {
            bytes.putLong(sum);
        }
        return bytes.array();
    }

    /** Takes over what {@link #toBytes} made; false if it was of another form. */
    boolean read(byte[] kept) {
        if (kept.length != Integer.BYTES + sums.length * Long.BYTES) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        annotations = bytes.getInt();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = bytes.getLong();
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonSums that && nets == that.nets && annotations == that.annotations && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    /** Counts only. */
    @Override
    public String toString() {
        return annotations + " annotations";
    }
}
