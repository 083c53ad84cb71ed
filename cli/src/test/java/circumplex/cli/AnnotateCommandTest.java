package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.CandidatePost;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.SuggestPostsRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnnotateCommandTest {

    private final FakeGateway gateway = new FakeGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void sendsTheRatingsOfAPostOfTheFeed() {
        CliRun run = run("annotate", "--user", "u", "--feed", "-", "--post", "b", "--rate", "caring=5,power_dominance=0");

        assertThat(run.code()).as(run.err()).isZero();
        AnnotateRequest sent = gateway.last(AnnotateRequest.class);
        assertThat(sent.getUserId()).isEqualTo("u");
        assertThat(sent.getRequestId()).hasSize(36);
        assertThat(sent.getPosts(0).getPostId()).isEqualTo("b");
        assertThat(sent.getPosts(0).getText()).isEqualTo("two");
        assertThat(sent.getPosts(0).getRatingsMap()).isEqualTo(Map.of("benevolence_caring", 5, "power_dominance", 0));
        assertThat(gateway.last(GetCalibrationRequest.class).getUserId()).isEqualTo("u");
        assertThat(run.out()).isEqualTo("""
                Annotations: 1 added, 0 updated, 1 in total
                  Caring                 gain  1.25   1 rating, mean 5.00; the scorer says 2.00
                """);
    }

    @Test
    void sendsTheRatingsOfAText() {
        CliRun run = run("annotate", "--user", "u", "--text", "hello", "--rate", "caring=5", "--json");

        assertThat(gateway.last(AnnotateRequest.class).getPosts(0).getText()).isEqualTo("hello");
        assertThat(run.out()).isEqualTo("{\"added\":1,\"updated\":0,\"total\":1,\"inactive\":0,\"calibration\":{"
                + "\"scorer\":\"fake/scorer\",\"calibrator\":\"fake/gain\",\"active_annotations\":1,\"inactive_annotations\":0,"
                + "\"values\":[{\"value_id\":\"benevolence_caring\",\"gain\":1.25,\"ratings\":1,\"mean_rating\":5.0,"
                + "\"mean_base_score\":2.0}]}}\n");
    }

    @Test
    void suggestsPostsOfTheFeed() {
        CliRun run = run("suggest", "--user", "u", "--feed", "-", "--count", "1", "--seed", "7");

        assertThat(run.code()).as(run.err()).isZero();
        SuggestPostsRequest sent = gateway.last(SuggestPostsRequest.class);
        assertThat(sent.getUserId()).isEqualTo("u");
        assertThat(sent.getSeed()).isEqualTo(7);
        assertThat(sent.getPostsList()).extracting(CandidatePost::getText).containsExactly("one", "two");
        assertThat(run.out()).isEqualTo("""
                  a            Hedonism               one
                One more annotation is expected to move scores by 0.013: more would hardly help
                """);
        assertThat(run("suggest", "--user", "u", "--feed", "-", "--json").out()).startsWith("{\"posts\":[{\"post_id\":\"a\",");
        assertThat(run("suggest", "--user", "u", "--count", "51").code()).isEqualTo(2);
    }

    private CliRun run(String... arguments) {
        return CliRun.with(
                Map.of("CIRCUMPLEX_GATEWAY", gateway.address()),
                "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"two\"}\n",
                arguments);
    }
}
