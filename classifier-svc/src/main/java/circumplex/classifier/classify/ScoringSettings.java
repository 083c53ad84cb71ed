package circumplex.classifier.classify;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * How much work scorers that are not quick may have at once. The defaults stand in {@code application.properties}.
 *
 * @param scoringThreads texts that are being scored at once
 * @param scoringQueuedPosts texts that wait for such a thread; what finds no room stays unscored
 * @param scoringMaxMillis how long one text may take, in ms
 */
@ConfigurationProperties("circumplex.classifier")
public record ScoringSettings(int scoringThreads, int scoringQueuedPosts, int scoringMaxMillis) {

    public ScoringSettings {
        Settings.requireRange("circumplex.classifier.scoring-threads", scoringThreads, 1, 64);
        Settings.requireRange("circumplex.classifier.scoring-queued-posts", scoringQueuedPosts, 0, 100_000);
        Settings.requireRange("circumplex.classifier.scoring-max-millis", scoringMaxMillis, 100, 600_000);
    }
}
