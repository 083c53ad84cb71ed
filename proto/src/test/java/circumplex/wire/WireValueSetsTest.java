package circumplex.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueDimension;
import circumplex.values.v1.ValueGroup;
import circumplex.values.v1.ValueSetRef;
import org.junit.jupiter.api.Test;

class WireValueSetsTest {

    private static final ValueSet SCHWARTZ = ValueSets.all().defaultSet();
    private static final ValueSetRef REF = WireValueSets.ref(SCHWARTZ);

    @Test
    void findsTheSetThatAReferenceNames() {
        assertThat(REF.getId()).isEqualTo("schwartz-19");
        assertThat(REF.getVersion()).isEqualTo(1);
        assertThat(REF.getSha256()).isEqualTo(SCHWARTZ.sha256());
        assertThat(WireValueSets.require(REF, "value_set")).isSameAs(SCHWARTZ);
    }

    @Test
    void takesTheDefaultWhereARequestNamesNone() {
        assertThat(WireValueSets.orDefault(false, ValueSetRef.getDefaultInstance(), "value_set")).isSameAs(SCHWARTZ);
        assertThat(WireValueSets.orDefault(true, REF, "value_set")).isSameAs(SCHWARTZ);
        assertMismatch(ValueSetRef.getDefaultInstance(), "", false);
        assertThatThrownBy(() -> WireValueSets.orDefault(true, ValueSetRef.getDefaultInstance(), "value_set"))
                .isInstanceOf(ValueSetMismatch.class);
    }

    @Test
    void refusesAReferenceToASetThatIsNotHere() {
        assertMismatch(REF.toBuilder().setId("discrimination-6").build(), "discrimination-6", false);
    }

    @Test
    void refusesAStaleReferenceAndSaysWhatIsKnown() {
        assertMismatch(REF.toBuilder().setVersion(2).build(), "schwartz-19", true);
        assertMismatch(REF.toBuilder().setSha256("0".repeat(64)).build(), "schwartz-19", true);
        assertMismatch(REF.toBuilder().clearSha256().build(), "schwartz-19", true);
    }

    @Test
    void describesASetCompletely() {
        circumplex.values.v1.ValueSet wire = WireValueSets.describe(SCHWARTZ);

        assertThat(wire.getRef()).isEqualTo(REF);
        assertThat(wire.getTitle()).isEqualTo(SCHWARTZ.title());
        assertThat(wire.getCircular()).isTrue();
        assertThat(wire.getDimensionsList()).hasSize(19);
        assertThat(wire.getDimensions(16)).isEqualTo(ValueDimension.newBuilder()
                .setId("universalism_concern")
                .setName("Universalism: concern")
                .setLayLabel("Universal Concern")
                .setDefinition("Wanting equality, justice and protection for all people, the weakest included")
                .setGroupId("self_transcendence")
                .build());
        assertThat(wire.getGroupsList()).hasSize(4);
        assertThat(wire.getGroups(0)).isEqualTo(ValueGroup.newBuilder()
                .setId("openness_to_change")
                .setLabel("Openness to change")
                .setOppositeId("conservation")
                .build());
    }

    private static void assertMismatch(ValueSetRef ref, String id, boolean known) {
        assertThatThrownBy(() -> WireValueSets.require(ref, "value_sets[0]"))
                .hasMessageStartingWith("value_sets[0] ")
                .isInstanceOfSatisfying(ValueSetMismatch.class, e -> {
                    assertThat(e.id()).isEqualTo(id);
                    assertThat(e.known().isPresent()).isEqualTo(known);
                });
    }
}
