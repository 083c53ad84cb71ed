package circumplex.wire;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueDimension;
import circumplex.values.v1.ValueGroup;
import circumplex.values.v1.ValueSetRef;
import java.util.Optional;

/** Value sets and references to them on the wire. */
public final class WireValueSets {

    private WireValueSets() {}

    /**
     * Finds the set that {@code ref} names.
     *
     * @param path the field of the reference in the request
     * @throws ValueSetMismatch if there is none, or if its version or order differ
     */
    public static ValueSet require(ValueSetRef ref, String path) {
        Optional<ValueSet> known = ValueSets.all().find(ref.getId());
        return known.filter(set -> set.version() == ref.getVersion() && set.sha256().equals(ref.getSha256()))
                .orElseThrow(() -> new ValueSetMismatch(path, ref.getId(), known));
    }

    /** As {@link #require}, or the default set where the request has no reference. */
    public static ValueSet orDefault(boolean present, ValueSetRef ref, String path) {
        return present ? require(ref, path) : ValueSets.all().defaultSet();
    }

    public static ValueSetRef ref(ValueSet set) {
        return ValueSetRef.newBuilder()
                .setId(set.id())
                .setVersion(set.version())
                .setSha256(set.sha256())
                .build();
    }

    /** The whole set, for listing. */
    public static circumplex.values.v1.ValueSet describe(ValueSet set) {
        circumplex.values.v1.ValueSet.Builder wire = circumplex.values.v1.ValueSet.newBuilder()
                .setRef(ref(set))
                .setTitle(set.title())
                .setCircular(set.circular());
        set.dimensions().forEach(dimension -> wire.addDimensions(ValueDimension.newBuilder()
                .setId(dimension.id())
                .setName(dimension.name())
                .setLayLabel(dimension.layLabel())
                .setDefinition(dimension.definition())
                .setGroupId(dimension.group())));
        set.groups().forEach(group -> wire.addGroups(ValueGroup.newBuilder()
                .setId(group.id())
                .setLabel(group.label())
                .setOppositeId(group.opposite().orElse(""))));
        return wire.build();
    }
}
