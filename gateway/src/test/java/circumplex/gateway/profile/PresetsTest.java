package circumplex.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.ListPresetsRequest;
import circumplex.gateway.v1.ListPresetsResponse;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.wire.WireValueSets;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of presets, and how presets are listed. */
final class PresetsTest {

    private static final String GOOD = "calm\tschwartz-19\tCalm\tLess noise.\tstimulation=-0.5,security_personal=1";

    @Test
    void thePresetsOfThisInstallationAreFitToBeUsed() {
        List<Preset> presets = new Presets().list();

        assertThat(presets).hasSizeGreaterThanOrEqualTo(2);
        assertThat(presets).extracting(Preset::id).doesNotHaveDuplicates();
        assertThat(presets).extracting(Preset::title).doesNotHaveDuplicates();
        assertThat(presets).extracting(preset -> preset.weights().toMap()).doesNotHaveDuplicates();
        assertThat(presets).allSatisfy(preset -> {
            assertThat(preset.id()).matches("[a-z]+(-[a-z]+)*").hasSizeLessThanOrEqualTo(64);
            assertThat(preset.title()).isNotBlank().doesNotContain("  ");
            assertThat(preset.description()).endsWith(".");
            assertThat(preset.weights().isZero()).isFalse();
            assertThat(new Presets().find(preset.id())).hasValue(preset);
        });
    }

    @Test
    void commentsAndBlankLinesAreNoPresets() {
        assertThat(Presets.read(lines("# a comment", "", "  ", GOOD)).keySet()).containsExactly("calm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calm\tschwartz-19\tCalm\tLess noise.", // a column less
                "calm\tschwartz-19\tCalm\tLess noise.\tface=1\t", // a column more
                "calm\tschwartz-20\tCalm\tLess noise.\tface=1", // no such set
                "calm\tschwartz-19\tCalm\tLess noise.\tfase=1", // no such value
                "calm\tschwartz-19\tCalm\tLess noise.\tface=1.2", // out of range
                "calm\tschwartz-19\tCalm\tLess noise.\tface=NaN",
                "calm\tschwartz-19\tCalm\tLess noise.\tface=much",
                "calm\tschwartz-19\tCalm\tLess noise.\tface=1,face=1", // twice
                "calm\tschwartz-19\tCalm\tLess noise.\tface",
                "calm\tschwartz-19\tCalm\tLess noise.\tface=0.0001", // nothing in thousandths
                "calm\tschwartz-19\tCalm\tLess noise.\t",
                "Calm\tschwartz-19\tCalm\tLess noise.\tface=1", // an id that is none
                "\tschwartz-19\tCalm\tLess noise.\tface=1",
                "calm\tschwartz-19\t \tLess noise.\tface=1", // nothing to read
                "calm\tschwartz-19\tCalm\t\tface=1",
            })
    void aBrokenLineIsNamed(String broken) {
        assertThatThrownBy(() -> Presets.read(lines("# first", GOOD.replace("calm", "second"), broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("presets.tsv:3: ");
    }

    @Test
    void anIdThatAppearsTwiceIsNamed() {
        assertThatThrownBy(() -> Presets.read(lines(GOOD, GOOD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("presets.tsv:2: ");
    }

    @Test
    void pagesHoldEveryPresetOnceInDisplayOrder() {
        try (FakeServices services = FakeServices.start()) {
            List<Preset> all = services.gateway.bean(Presets.class).list();
            for (int size : new int[] {0, 1, 2, 5, 100}) {
                List<String> listed = new ArrayList<>();
                String token = "";
                do {
                    ListPresetsResponse page = services.profiles()
                            .listPresets(ListPresetsRequest.newBuilder()
                                    .setPageSize(size)
                                    .setPageToken(token)
                                    .build());
                    assertThat(page.getPresetsCount()).isBetween(1, size == 0 ? 50 : size);
                    page.getPresetsList().forEach(preset -> listed.add(preset.getId()));
                    token = page.getNextPageToken();
                } while (!token.isEmpty());
                assertThat(listed).as("pages of %s", size).isEqualTo(all.stream().map(Preset::id).toList());
            }

            circumplex.gateway.v1.Preset first = services.profiles()
                    .listPresets(ListPresetsRequest.getDefaultInstance())
                    .getPresets(0);
            assertThat(first.getTitle()).isEqualTo(all.get(0).title());
            assertThat(first.getDescription()).isEqualTo(all.get(0).description());
            assertThat(first.getWeightsMap()).isEqualTo(all.get(0).weights().toMap());
            assertThat(first.getValueSet()).isEqualTo(WireValueSets.ref(Samples.SET));
            all.forEach(preset -> assertThat(services.feeds()
                            .rankFeed(RankFeedRequest.newBuilder().setPresetId(preset.id()).build())
                            .getWeightsMap())
                    .isEqualTo(preset.weights().toMap()));
        }
    }

    private static BufferedReader lines(String... lines) {
        return new BufferedReader(new StringReader(String.join("\n", Stream.of(lines).toList())));
    }
}
