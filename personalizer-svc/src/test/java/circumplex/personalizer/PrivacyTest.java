package circumplex.personalizer;

import static circumplex.personalizer.Calls.annotation;
import static circumplex.personalizer.Calls.base;
import static circumplex.personalizer.Calls.post;
import static circumplex.personalizer.Calls.recording;
import static circumplex.personalizer.Samples.SCORER;
import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.LogLines;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.annotation.History;
import circumplex.personalizer.annotation.KeptAnnotation;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User ids and annotations never reach a log or the text form of an object. */
final class PrivacyTest {

    private static final String USER = "canary-user";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nothingOfAPersonIsLogged(Engine engine) throws SQLException {
        String url = engine.freshUrl();
        List<String> lines;
        try (LogLines log = new LogLines();
                RunningService service = RunningService.start("personalizer-svc", Map.of("datasources.default.url", url))) {
            Calls calls = new Calls(service);
            calls.record(USER, annotation(key(0xCAFE), Map.of("hedonism", 5), base(SCORER, same(1))));
            calls.personalize(USER, post("canary-post", same(1)));
            Refused.by(() -> calls.record(USER, annotation(key(0xCAFE), Map.of("canary_value", 5))));
            drop(url, engine);
            assertThat(Refused.by(() -> calls.stub().recordAnnotations(
                                    recording(USER, annotation(key(0xCAFE), Map.of("hedonism", 5)))))
                            .reason())
                    .isEqualTo("INTERNAL");
            assertThat(Refused.by(() -> calls.export(USER)).reason()).isEqualTo("INTERNAL");
            lines = log.lines();
        }
        assertThat(lines).as("the failures and the calls are logged").hasSizeGreaterThan(4);
        assertThat(lines)
                .noneMatch(line -> line.contains("canary") || line.contains("hedonism") || line.contains("cafe"));
    }

    @Test
    void noTextFormShowsWhoOrWhat() {
        Person person = new Person("default", USER);
        RatedPost rated = new RatedPost(key(0xCAFE), Samples.rated("hedonism", 5), Map.of(SCORER, same(1)));
        KeptAnnotation kept = new KeptAnnotation(
                SET.id(), 1, SET.sha256(), key(0xCAFE), java.time.Instant.EPOCH, Map.of("hedonism", 5), List.of());
        assertThat(person + " " + rated + " " + kept + " " + new History(SET, List.of(rated)))
                .doesNotContain("canary", "hedonism", "cafe");
    }

    /** Makes every later statement about annotations a defect. */
    private static void drop(String url, Engine engine) throws SQLException {
        try (Connection connection = engine == Engine.H2
                        ? DriverManager.getConnection(url, "sa", "")
                        : DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table annotation");
        }
    }
}
