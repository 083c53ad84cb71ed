package circumplex.personalizer.calibration.network;

import java.util.Arrays;

/**
 * One matrix of a network, applied to many posts at once. Posts lie beside each other, one array for each unit: the inner loop runs over
 * posts, which the compiler turns into vector instructions, and each post is added up in the same order however many there are.
 *
 * @param weight row after row, a row for each input
 * @param bias one for each output
 */
@SuppressWarnings("ArrayRecordComponent")
record Dense(float[] weight, float[] bias) {

    int inputs() {
        return weight.length / bias.length;
    }

    /** The outputs from {@code from} on, up to {@code to}. */
    Dense columns(int from, int to) {
        int width = to - from;
        float[] some = new float[inputs() * width];
        for (int row = 0; row < inputs(); row++) {
            System.arraycopy(weight, row * bias.length + from, some, row * width, width);
        }
        float[] biases = new float[width];
        System.arraycopy(bias, from, biases, 0, width);
        return new Dense(some, biases);
    }

    /** The outputs of posts, unit by unit. */
    float[][] of(float[][] units, int posts) {
        float[][] out = new float[bias.length][posts];
        for (int column = 0; column < out.length; column++) {
            Arrays.fill(out[column], bias[column]);
        }
        addTo(out, units, posts);
        return out;
    }

    void addTo(float[][] out, float[][] units, int posts) {
        int rows = inputs();
        int columns = bias.length;
        for (int column = 0; column < columns; column++) {
            int row = 0;
            for (; row + 3 < rows; row += 4) {
                int at = row * columns + column;
                addFour(
                        out[column], units[row], units[row + 1], units[row + 2], units[row + 3], weight[at], weight[at + columns],
                        weight[at + 2 * columns], weight[at + 3 * columns], posts);
            }
            for (; row < rows; row++) {
                addOne(out[column], units[row], weight[row * columns + column], posts);
            }
        }
    }

    /** The outputs of one vector. */
    float[] of(float[] vector) {
        float[] out = bias.clone();
        for (int row = 0; row < vector.length; row++) {
            for (int column = 0; column < out.length; column++) {
                out[column] += vector[row] * weight[row * out.length + column];
            }
        }
        return out;
    }

    private static void addFour(
            float[] sum, float[] a, float[] b, float[] c, float[] d, float wa, float wb, float wc, float wd, int posts) {
        for (int post = 0; post < posts; post++) {
            sum[post] += wa * a[post] + wb * b[post] + wc * c[post] + wd * d[post];
        }
    }

    private static void addOne(float[] sum, float[] a, float w, int posts) {
        for (int post = 0; post < posts; post++) {
            sum[post] += w * a[post];
        }
    }
}
