package circumplex.classifier.classify;

import circumplex.classifier.scorers.Scorers;
import circumplex.classifier.text.PostText;
import circumplex.kit.WarmUp;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Scores a few posts before the first client does, so that its call does not wait for classes. Compilation takes thousands of posts, and
 * clients would rather have slow scores than none.
 */
@Singleton
final class ScorerWarmUp implements WarmUp {

    private static final int ROUNDS = 20;
    private static final String POST =
            "Can't wait to explore the old forest again 🌳 Thanks to everybody who helped! #SaveThePlanet Ça va? Привет. ";

    private final Scorers scorers;

    ScorerWarmUp(Scorers scorers) {
        this.scorers = scorers;
    }

    @Override
    public void warmUp() {
        scorers.quick().forEach(scorer -> {
            for (int i = 0; i < ROUNDS; i++) {
                PostText text = PostText.read(POST + i);
                if (!scorer.knows(text.language())) {
                    throw new IllegalStateException("the warm-up post is not read as English");
                }
                MakeScores.quickly("", scorer, List.of(text));
            }
        });
    }
}
