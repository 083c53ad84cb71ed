package circumplex.personalizer.jobs;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What jobs may take.
 *
 * @param heapMebibytes heap of a child process, in MiB, 128 to 65,536
 * @param queue jobs that wait or run at once, of all tenants, 1 to 1,000
 * @param datasetMaxBytes size of an imported file, in bytes, 1 KiB to 64 GiB
 * @param datasetMaxAnnotations annotations in one, 1 to 100 million; each takes some 300 bytes of the child's heap
 */
@ConfigurationProperties("circumplex.jobs")
public record JobSettings(
        @Bindable(defaultValue = "1024") int heapMebibytes,
        @Bindable(defaultValue = "10") int queue,
        @Bindable(defaultValue = "268435456") long datasetMaxBytes,
        @Bindable(defaultValue = "1000000") int datasetMaxAnnotations) {

    public JobSettings {
        Settings.requireRange("circumplex.jobs.heap-mebibytes", heapMebibytes, 128, 65_536);
        Settings.requireRange("circumplex.jobs.queue", queue, 1, 1000);
        Settings.requireRange("circumplex.jobs.dataset-max-bytes", datasetMaxBytes, 1 << 10, 1L << 36);
        Settings.requireRange("circumplex.jobs.dataset-max-annotations", datasetMaxAnnotations, 1, 100_000_000);
    }
}
