package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.kept.KeptTextStore;
import circumplex.classifier.known.ScoreStore;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Quote;
import circumplex.classifier.text.Scoring;
import circumplex.kit.testing.EarlierDatabase;
import circumplex.kit.testing.RunningService;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions of the classifier stored is still there and means the same. */
final class SchemaUpgradeTest {

    private static final ContentKey KEY = new ContentKey("3ceee9f76a4589aba004befe3ef67557d96a5f1377af591371cd3d2a64bf7afc");

    static List<EarlierDatabase> earlierDatabases() {
        return EarlierDatabase.of("classifier");
    }

    @ParameterizedTest
    @MethodSource("earlierDatabases")
    void keepsScores(EarlierDatabase database) {
        try (RunningService service =
                RunningService.start("classifier-svc", Map.of("datasources.default.url", database.url()))) {
            ValueSet set = ValueSets.all().defaultSet();
            ScoreStore store = service.bean(ScoreStore.class);
            float[] expected = new float[set.size()];
            expected[set.position("benevolence_caring").orElseThrow()] = 3;

            assertThat(store.find("default", "SCORER", set, List.of(KEY)))
                    .hasEntrySatisfying(KEY, scoring -> {
                        assertThat(scoring.scores()).isEqualTo(ScoreVector.of(set, expected));
                        assertThat(scoring.quotes()).isSubsetOf(new Quote(15, 0, 4));
                    });
            store.add("default", Map.of(KEY, new Scoring("NEXT", ScoreVector.of(set, expected), "fp")));
            assertThat(store.find("default", "NEXT", set, List.of(KEY))).hasSize(1);
            assertThat(service.bean(KeptTextStore.class).find("default", "somebody", List.of(KEY.hex())).values())
                    .allMatch(text -> text.text().equals("kind") && text.repliedTo().isEmpty());
        }
    }
}
