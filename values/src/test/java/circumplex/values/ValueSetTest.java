package circumplex.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueSetTest {

    private static final ValueGroup GROUP = new ValueGroup("everything", "Everything", Optional.empty());
    private static final ValueDimension SWEET = new ValueDimension("sweet", "Sweet", "Sweet", "Of sugar", "everything");

    @Test
    void findsAValueByItsId() {
        ValueSet set = Samples.set("tastes", "sweet", "sour");

        assertThat(set.size()).isEqualTo(2);
        assertThat(set.position("sour")).hasValue(1);
        assertThat(set.dimension(1).id()).isEqualTo("sour");
        assertThat(set.position("Sour")).isEmpty();
        assertThatThrownBy(() -> set.requirePosition("swet"))
                .isInstanceOfSatisfying(UnknownValueException.class, e -> {
                    assertThat(e.unknown()).isEqualTo("swet");
                    assertThat(e.nearest()).contains("sweet");
                });
    }

    @Test
    void hasAnotherDigestInAnotherOrder() {
        assertThat(Samples.set("tastes", "sweet", "sour").sha256())
                .isEqualTo(Samples.set("other", "sweet", "sour").sha256())
                .isNotEqualTo(Samples.set("tastes", "sour", "sweet").sha256())
                .isNotEqualTo(Samples.set("tastes", "sweet", "sour", "salty").sha256())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void refusesWhatCannotBeASet() {
        assertRefused("has no values", "tastes", 1, List.of(GROUP), List.of());
        assertRefused("hyphens", "Tastes", 1, List.of(GROUP), List.of(SWEET));
        assertRefused("at least 1", "tastes", 0, List.of(GROUP), List.of(SWEET));
        assertRefused("value sweet appears twice", "tastes", 1, List.of(GROUP), List.of(SWEET, SWEET));
        assertRefused("group everything appears twice", "tastes", 1, List.of(GROUP, GROUP), List.of(SWEET));
        assertRefused("group of sweet is unknown", "tastes", 1, List.of(), List.of(SWEET));
        assertRefused(
                "opposite of some is unknown",
                "tastes",
                1,
                List.of(GROUP, new ValueGroup("some", "Some", Optional.of("none"))),
                List.of(SWEET));
    }

    @Test
    void cannotBeChangedThroughItsLists() {
        ValueSet set = Samples.set("tastes", "sweet");

        assertThatThrownBy(() -> set.dimensions().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> set.groups().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isUniqueAmongTheSetsOfAnInstallation() {
        ValueSet tastes = Samples.set("tastes", "sweet");
        ValueSet colours = Samples.set("colours", "red");
        ValueSets sets = new ValueSets(List.of(tastes, colours));

        assertThat(sets.defaultSet()).isSameAs(tastes);
        assertThat(sets.list()).containsExactly(tastes, colours);
        assertThat(sets.find("colours")).containsSame(colours);
        assertThat(sets.find("sounds")).isEmpty();
        assertThatThrownBy(() -> new ValueSets(List.of(tastes, Samples.set("tastes", "sour"))))
                .hasMessage("value set tastes appears twice");
        assertThatThrownBy(() -> new ValueSets(List.of(tastes, Samples.set("more-tastes", "sweet"))))
                .hasMessage("value sweet is in tastes and in more-tastes");
        assertThatThrownBy(() -> new ValueSets(List.of())).hasMessage("there is no value set");
    }

    private static void assertRefused(
            String message, String id, int version, List<ValueGroup> groups, List<ValueDimension> dimensions) {
        assertThatThrownBy(() -> new ValueSet(id, version, "Title", false, groups, dimensions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
