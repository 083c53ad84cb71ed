package circumplex.cli.installation;

import circumplex.cli.services.ServiceName;
import java.util.List;

/**
 * An installation that runs.
 *
 * @param files all of it
 * @param newly what was not running before
 */
public record Started(List<RunFile> files, List<ServiceName> newly) {

    public Started {
        files = List.copyOf(files);
        newly = List.copyOf(newly);
    }
}
