package circumplex.bench.kernel;

import java.util.Arrays;

/**
 * Kernels of floats over columns, each adding up another number of columns in a pass: the fastest of them on a machine is what the
 * ranker's kernel of ints is measured against. Written as somebody would who wants the JIT to vectorise them.
 */
final class FloatKernels {

    private FloatKernels() {}

    /** One column a pass. */
    static void by1(float[][] columns, float[] factors, float[] sums) {
        Arrays.fill(sums, 0);
        for (int v = 0; v < columns.length; v++) {
            add(columns[v], factors[v], sums);
        }
    }

    /** Two columns a pass. */
    static void by2(float[][] columns, float[] factors, float[] sums) {
        int v = rest(columns, factors, sums, 2);
        for (; v < columns.length; v += 2) {
            add(
                    columns[v], columns[v + 1],
                    factors[v], factors[v + 1],
                    sums);
        }
    }

    /** Four columns a pass. */
    static void by4(float[][] columns, float[] factors, float[] sums) {
        int v = rest(columns, factors, sums, 4);
        for (; v < columns.length; v += 4) {
            add(
                    columns[v], columns[v + 1], columns[v + 2], columns[v + 3],
                    factors[v], factors[v + 1], factors[v + 2], factors[v + 3],
                    sums);
        }
    }

    /** Five columns a pass. */
    static void by5(float[][] columns, float[] factors, float[] sums) {
        int v = rest(columns, factors, sums, 5);
        for (; v < columns.length; v += 5) {
            add(
                    columns[v], columns[v + 1], columns[v + 2], columns[v + 3], columns[v + 4],
                    factors[v], factors[v + 1], factors[v + 2], factors[v + 3], factors[v + 4],
                    sums);
        }
    }

    /** Six columns a pass. */
    static void by6(float[][] columns, float[] factors, float[] sums) {
        int v = rest(columns, factors, sums, 6);
        for (; v < columns.length; v += 6) {
            add(
                    columns[v], columns[v + 1], columns[v + 2], columns[v + 3], columns[v + 4], columns[v + 5],
                    factors[v], factors[v + 1], factors[v + 2], factors[v + 3], factors[v + 4], factors[v + 5],
                    sums);
        }
    }

    /** Eight columns a pass. */
    static void by8(float[][] columns, float[] factors, float[] sums) {
        int v = rest(columns, factors, sums, 8);
        for (; v < columns.length; v += 8) {
            add(
                    columns[v], columns[v + 1], columns[v + 2], columns[v + 3], columns[v + 4], columns[v + 5], columns[v + 6], columns[v + 7],
                    factors[v], factors[v + 1], factors[v + 2], factors[v + 3], factors[v + 4], factors[v + 5], factors[v + 6], factors[v + 7],
                    sums);
        }
    }

    /** Sets the sums to the columns that do not fill a pass, and says how many those were. */
    private static int rest(float[][] c, float[] f, float[] sums, int pass) {
        int rest = c.length % pass;
        switch (rest) {
            case 0 -> Arrays.fill(sums, 0);
            case 1 -> set(c[0], f[0], sums);
            case 2 -> set(c[0], c[1], f[0], f[1], sums);
            case 3 -> set(c[0], c[1], c[2], f[0], f[1], f[2], sums);
            case 4 -> set(c[0], c[1], c[2], c[3], f[0], f[1], f[2], f[3], sums);
            default -> {
                set(c[0], c[1], c[2], c[3], f[0], f[1], f[2], f[3], sums);
                for (int v = 4; v < rest; v++) {
                    add(c[v], f[v], sums);
                }
            }
        }
        return rest;
    }

    private static void set(float[] a, float wa, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i];
        }
    }

    private static void set(float[] a, float[] b, float wa, float wb, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i] + wb * b[i];
        }
    }

    private static void set(float[] a, float[] b, float[] c, float wa, float wb, float wc, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i] + wb * b[i] + wc * c[i];
        }
    }

    private static void set(float[] a, float[] b, float[] c, float[] d, float wa, float wb, float wc, float wd, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }

    private static void add(float[] a, float wa, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i];
        }
    }

    private static void add(float[] a, float[] b, float wa, float wb, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i] + wb * b[i];
        }
    }

    private static void add(float[] a, float[] b, float[] c, float[] d, float wa, float wb, float wc, float wd, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }

    private static void add(
            float[] a, float[] b, float[] c, float[] d, float[] e,
            float wa, float wb, float wc, float wd, float we,
            float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i];
        }
    }

    private static void add(
            float[] a, float[] b, float[] c, float[] d, float[] e, float[] f,
            float wa, float wb, float wc, float wd, float we, float wf,
            float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i] + wf * f[i];
        }
    }

    private static void add(
            float[] a, float[] b, float[] c, float[] d, float[] e, float[] f, float[] g, float[] h,
            float wa, float wb, float wc, float wd, float we, float wf, float wg, float wh,
            float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i] + wf * f[i] + wg * g[i] + wh * h[i];
        }
    }
}
