package circumplex.cli;

import circumplex.cli.installation.ProcessMark;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run files by which this program passes for a service that runs. Nobody may call {@code down} on such a folder. */
final class RunningFiles {

    private RunningFiles() {}

    static void write(Path data, ServiceName service, String address) throws IOException {
        ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
        Files.writeString(
                Files.createDirectories(data.resolve("run")).resolve(service.label() + ".json"),
                "{\"service\":\"" + service.label() + "\",\"pid\":" + own.pid() + ",\"process_start\":\"" + own.start() + "\",\"address\":\""
                        + address + "\",\"admin_port\":1,\"metrics_port\":2,\"started\":\"2026-01-01T00:00:00Z\",\"program\":\"x\",\"built\":\""
                        + "2026-01-01T00:00:00Z\"}");
    }
}
