package circumplex.personalizer.jobs;

import java.time.Instant;
import java.util.List;

/**
 * A file of annotations that was taken in.
 *
 * @param id SHA-256 of the file
 * @param annotations ratings of one post by one person count as one
 * @param card counts only, as Markdown
 */
public record ImportedDataset(
        String id,
        String name,
        String licence,
        int annotations,
        int posts,
        int people,
        List<String> scorerIds,
        long sizeBytes,
        String card,
        Instant createTime) {

    public ImportedDataset {
        scorerIds = List.copyOf(scorerIds);
    }
}
