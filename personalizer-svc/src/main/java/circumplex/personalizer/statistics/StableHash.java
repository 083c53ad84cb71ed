package circumplex.personalizer.statistics;

import java.nio.charset.StandardCharsets;

/** Numbers that depend on names and a seed alone: a row keeps its fold and its draws when other rows come or go. */
public final class StableHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /** 64 well-mixed bits of the seed and the names in their order. */
    public static long of(long seed, String... names) {
        long hash = FNV_OFFSET ^ mix(seed);
        for (String name : names) {
            for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
            }
            // No name contains this: "ab","c" and "a","bc" differ.
            hash = (hash ^ 0x100) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** The finaliser of SplitMix64: every bit of the input changes about half of the output. */
    private static long mix(long bits) {
        long a = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
