package circumplex.personalizer.jobs;

import java.nio.file.Path;

/** Where data sets lie. */
final class Datasets {

    private Datasets() {}

    /** The file of a data set; its name, which gets into provenance, says which one it is and nothing of who imported it. */
    static Path file(Path folder, String datasetId) {
        return folder.resolve(datasetId).resolve("dataset-" + datasetId.substring(0, 12));
    }
}
