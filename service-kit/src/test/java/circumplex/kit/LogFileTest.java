package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import circumplex.kit.log.ServiceLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final int BYTES = 20_000;

    @TempDir
    private Path folder;

    @Test
    void aServiceThatNobodyWatchesKeepsItsLogSmall() throws IOException {
        Path log = folder.resolve("a folder.log");
        LoggerContext context = configured(Map.of(
                "LOG_APPENDER", "FILE", "LOG_FILE", log.toString(), "LOG_FILE_BYTES", Integer.toString(BYTES), "LOG_FILE_LOOK", "0"));
        for (int i = 0; i < 3_000; i++) {
            context.getLogger("circumplex.kit.LogFileTest").info("line {} of many", i);
        }
        context.stop();

        // The newest line may have been the last of its file.
        assertThat(Files.readString(log.resolveSibling(log.getFileName() + ".1")) + Files.readString(log)).contains("line 2999 of many");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(4);
            assertThat(all).allSatisfy(file -> assertThat(Files.size(file)).isLessThan(2 * BYTES));
        }
    }

    @Test
    void writesNoFileUnlessItIsToldTo() throws IOException {
        LoggerContext context = configured(Map.of("LOG_FILE", folder.resolve("never.log").toString()));
        context.getLogger("circumplex.kit.LogFileTest").debug("not shown");
        context.stop();

        assertThat(folder).isEmptyDirectory();
    }

    private static LoggerContext configured(Map<String, String> settings) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        settings.forEach(context::putProperty);
        ServiceLog configurator = new ServiceLog();
        configurator.setContext(context);
        configurator.configure(context);
        // Logback prints what it did to standard output as soon as one thing is worth a warning.
        assertThat(context.getStatusManager().getCopyOfStatusList()).noneMatch(status -> status.getLevel() >= Status.WARN);
        return context;
    }
}
