package circumplex.classifier.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores leave one database and come back in another, on every engine. */
class ScoreArchiveTest {

    private static RunningService service;

    @BeforeAll
    static void startOne() {
        service = start(Engine.H2);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsExportedIsImportedAsItWas(Engine engine) throws IOException {
        String file;
        List<ScoreRow> rows = rows(2_345);
        try (RunningService from = start(engine)) {
            from.bean(ScoreRowStore.class).add(rows);
            file = export(from);
        }
        try (RunningService to = start(engine)) {
            ScoreArchive archive = to.bean(ScoreArchive.class);
            assertThat(archive.importFrom(reader(file))).isEqualTo(new ScoreArchive.Imported(2_345, 0));
            assertThat(archive.importFrom(reader(file))).as("again").isEqualTo(new ScoreArchive.Imported(0, 2_345));
            assertThat(export(to)).isEqualTo(file);
            rows.sort(ScoreRow.ORDER);
            assertThat(to.bean(ScoreRowStore.class).page("", "", "", 1_000)).isEqualTo(rows.subList(0, 1_000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "no json",
        "[]",
        "{\"tenant\":\"t\"}",
        "{\"tenant\":\"t\",\"content_key\":\"K\",\"scorer_id\":\"s\",\"thousandths\":[1,6001],\"fingerprint\":\"\"}",
        "{\"tenant\":\"t\",\"content_key\":\"K\",\"scorer_id\":\"s\",\"thousandths\":[1,0.5],\"fingerprint\":\"\"}",
        "{\"tenant\":\"t\",\"content_key\":\"K\",\"scorer_id\":\"s\",\"thousandths\":[],\"fingerprint\":\"\"}",
        "{\"tenant\":\"t\",\"tenant\":\"u\",\"content_key\":\"K\",\"scorer_id\":\"s\",\"thousandths\":[1],\"fingerprint\":\"\"}",
        "{\"tenant\":\"t\",\"content_key\":\"k\",\"scorer_id\":\"s\",\"thousandths\":[1],\"fingerprint\":\"\"}",
    })
    void aLineThatIsWrongIsNamed(String line) {
        String head = "{\"format\":\"" + ScoreArchive.FORMAT + "\"}\n";
        String content = head + line.replace("\"K\"", "\"" + "a".repeat(64) + "\"") + "\n";
        assertThatThrownBy(() -> service.bean(ScoreArchive.class).importFrom(reader(content)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void anotherFormatIsRefused() {
        for (String content : List.of("", "{}", "{\"format\":\"circumplex-scores-2\"}", "id,score")) {
            assertThatThrownBy(() -> service.bean(ScoreArchive.class).importFrom(reader(content)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("line 1: ");
        }
    }

    private static List<ScoreRow> rows(int count) {
        List<ScoreRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int row = i;
            rows.add(new ScoreRow(
                    "tenant-" + i % 3,
                    String.format("%064x", (long) i * 7919 % 65_536),
                    "scorer-" + i % 2,
                    IntStream.range(0, 19).mapToObj(value -> (row * 31 + value * 997) % 6_001).toList(),
                    i % 2 == 0 ? "" : "fp_" + i,
                    i % 3 == 0 ? "2:0-7,18:9-40" : ""));
        }
        return rows;
    }

    private static String export(RunningService service) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(service.bean(ScoreArchive.class).exportTo(out)).isEqualTo(2_345);
        return out.toString();
    }

    private static RunningService start(Engine engine) {
        return RunningService.start("classifier-svc", Map.of("datasources.default.url", engine.freshUrl()));
    }

    private static BufferedReader reader(String content) {
        return new BufferedReader(new StringReader(content));
    }
}
