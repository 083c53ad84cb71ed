package circumplex.classifier;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Objects;

/**
 * Who scores, how much work scorers that are not quick may have at once, and how many scores are kept in memory. The defaults stand in
 * {@code application.properties}.
 *
 * @param scorer name of the {@link circumplex.classifier.text.Escalation}
 * @param scoringThreads texts that are being scored at once
 * @param scoringQueuedPosts texts that wait for such a thread; what finds no room stays unscored
 * @param scoringMaxMillis how long one text may take, in ms
 * @param rememberedPosts scored texts whose scores are kept in memory, beside the database
 */
@ConfigurationProperties("circumplex.classifier")
public record ClassifierSettings(
        String scorer, int scoringThreads, int scoringQueuedPosts, int scoringMaxMillis, int rememberedPosts) {

    public ClassifierSettings {
        Objects.requireNonNull(scorer);
        Settings.requireRange("circumplex.classifier.scoring-threads", scoringThreads, 1, 64);
        Settings.requireRange("circumplex.classifier.scoring-queued-posts", scoringQueuedPosts, 0, 100_000);
        Settings.requireRange("circumplex.classifier.scoring-max-millis", scoringMaxMillis, 100, 600_000);
        Settings.requireRange("circumplex.classifier.remembered-posts", rememberedPosts, 0, 10_000_000);
    }
}
