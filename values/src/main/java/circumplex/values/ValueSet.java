package circumplex.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An ordered list of values over which scores, ratings and weights are vectors.
 *
 * <p>The order is part of the identity: packed vectors on the wire carry no names, so {@link #sha256()} lets two programs
 * find out that they mean the same positions before they exchange numbers.
 */
public final class ValueSet {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final String id;
    private final int version;
    private final String title;
    private final boolean circular;
    private final List<ValueGroup> groups;
    private final List<ValueDimension> dimensions;
    private final Map<String, Integer> positions;
    private final String sha256;

    /**
     * @param id lower-case words joined by hyphens, for example {@code schwartz-19}
     * @param version at least 1
     * @param circular whether neighbours in the order share motivations and the last is a neighbour of the first
     * @throws IllegalArgumentException if an id is malformed or repeated, or a value or opposite names an unknown group
     */
    public ValueSet(
            String id,
            int version,
            String title,
            boolean circular,
            List<ValueGroup> groups,
            List<ValueDimension> dimensions) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("value-set id must be lower-case words joined by hyphens, was '" + id + "'");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version of " + id + " must be at least 1, was " + version);
        }
        Identifiers.requireText("title of " + id, title);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException(id + " has no values");
        }
        this.id = id;
        this.version = version;
        this.title = title;
        this.circular = circular;
        this.groups = List.copyOf(groups);
        this.dimensions = List.copyOf(dimensions);
        this.positions = positions(dimensions);
        this.sha256 = sha256(dimensions);
        requireKnownGroups();
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String title() {
        return title;
    }

    public boolean circular() {
        return circular;
    }

    public List<ValueGroup> groups() {
        return groups;
    }

    /** The values in vector order. */
    public List<ValueDimension> dimensions() {
        return dimensions;
    }

    public int size() {
        return dimensions.size();
    }

    /** The value at {@code position}, counted from 0. */
    public ValueDimension dimension(int position) {
        return dimensions.get(position);
    }

    /** Where the value {@code valueId} stands in every vector; empty if this set does not have it. */
    public OptionalInt position(String valueId) {
        Integer position = positions.get(valueId);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /**
     * As {@link #position}, for callers that have no answer to an unknown value.
     *
     * @throws UnknownValueException naming the nearest known value where one is near
     */
    public int requirePosition(String valueId) {
        return position(valueId).orElseThrow(() -> new UnknownValueException(valueId, this));
    }

    /** SHA-256 of the value ids in order, each followed by a line feed, in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    @Override
    public String toString() {
        return id + "@" + version;
    }

    private void requireKnownGroups() {
        Set<String> known = new LinkedHashSet<>();
        for (ValueGroup group : groups) {
            if (!known.add(group.id())) {
                throw new IllegalArgumentException("group " + group.id() + " appears twice in " + id);
            }
        }
        for (ValueGroup group : groups) {
            group.opposite().ifPresent(opposite -> requireGroup(known, opposite, "opposite of " + group.id()));
        }
        for (ValueDimension dimension : dimensions) {
            requireGroup(known, dimension.group(), "group of " + dimension.id());
        }
    }

    private static void requireGroup(Set<String> known, String group, String what) {
        if (!known.contains(group)) {
            throw new IllegalArgumentException(what + " is unknown: '" + group + "'");
        }
    }

    private static Map<String, Integer> positions(List<ValueDimension> dimensions) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (ValueDimension dimension : dimensions) {
            if (positions.putIfAbsent(dimension.id(), positions.size()) != null) {
                throw new IllegalArgumentException("value " + dimension.id() + " appears twice");
            }
        }
        return positions;
    }

    private static String sha256(List<ValueDimension> dimensions) {
        String ids = dimensions.stream().map(ValueDimension::id).collect(Collectors.joining("\n", "", "\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ids.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
