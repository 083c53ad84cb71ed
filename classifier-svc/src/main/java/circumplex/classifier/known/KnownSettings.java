package circumplex.classifier.known;

import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * Where scores are kept once they are made. The defaults stand in {@code application.properties}.
 *
 * @param rememberedPosts scored texts whose scores are kept in memory, beside the database
 * @param storeQuickScores whether scores of quick scorers, which cost nothing, go into the database too
 */
@ConfigurationProperties("circumplex.classifier")
public record KnownSettings(int rememberedPosts, boolean storeQuickScores) {

    public KnownSettings {
        Settings.requireRange("circumplex.classifier.remembered-posts", rememberedPosts, 0, 10_000_000);
    }
}
