package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.print.FeedJson;
import circumplex.cli.print.TopChanges;
import circumplex.cli.services.Address;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.UpdateProfileRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class DemonstrationTest {

    private final FeedFile feed = FeedFile.sample();

    @Test
    void asksForTwoPresetsAndForOnePersonBeforeAndAfter() throws IOException {
        try (FakeGateway gateway = new FakeGateway()) {
            Demonstration shown = run(gateway);

            JsonNode feeds = document(shown).get("feeds");
            assertThat(feeds).hasSize(4).allSatisfy(each -> {
                assertThat(each.get("ranked")).hasSize(feed.posts().size());
                assertThat(each.has("kendall_tau")).isTrue();
            });
            assertThat(feeds.findValuesAsText("preset")).containsExactly("kind-and-open", "curious-and-bold", "null", "null");
            assertThat(feeds.get(0).has("user")).isFalse();
            assertThat(feeds.findValuesAsText("stage")).containsExactly("before", "after");
            assertThat(feeds.at("/3/annotations/calibration/values/0/gain").asDouble()).isEqualTo(1.25);
            assertThat(gateway.last(UpdateProfileRequest.class).getEtag()).isEqualTo("e1");
            assertThat(gateway.last(UpdateProfileRequest.class).getWeightsMap()).isEqualTo(DemoPerson.WEIGHTS);
        }
    }

    @Test
    void annotatesAboutSixPostsThatHaveWords() {
        try (FakeGateway gateway = new FakeGateway()) {
            run(gateway);
            assertThat(gateway.last(AnnotateRequest.class).getPostsList()).hasSizeBetween(5, 7).allSatisfy(post -> {
                assertThat(post.getText()).isNotBlank();
                assertThat(post.getRatingsMap()).isNotEmpty();
            });
        }
    }

    @Test
    void seesWhatMovedInTheTop() {
        try (FakeGateway gateway = new FakeGateway()) {
            Demonstration shown = run(gateway);
            assertThat(TopChanges.between(shown.before(), shown.after(), 10).moves())
                    .extracting(TopChanges.Move::before, TopChanges.Move::after)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 1), org.assertj.core.groups.Tuple.tuple(1, 2));
        }
    }

    private Demonstration run(FakeGateway gateway) {
        return GatewayOptions.use(Address.parse(gateway.address()), client -> Demonstration.run(client, feed));
    }

    private static JsonNode document(Demonstration shown) throws IOException {
        FeedJson document = DemoCommand.document(shown);
        return new ObjectMapper().readTree(document.toString());
    }
}
