package circumplex.classifier.cascade;

import circumplex.classifier.text.Escalation;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.DataFolder;
import circumplex.kit.patience.Burst;
import circumplex.model.BadModel;
import circumplex.values.ValueSets;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code SCORER=cascade}: the language model is asked about the posts that the quick scorer is not sure of. Off, so that the quick scorer
 * answers alone, until {@code ./circumplex calibrate-cascade} has written a rule, and again when either scorer is another than the rule
 * is about.
 */
@Singleton
final class EscalateDoubt implements Escalation {

    static final String NAME = "cascade";

    private static final Logger LOG = LoggerFactory.getLogger(EscalateDoubt.class);

    private final Optional<CascadeRule> rule;

    /** A model behind an alias has another name until its server has answered, so this is told when it matters, and not for every post. */
    private final Burst others = new Burst(Duration.ofMinutes(10));

    /**
     * @param file that calibrate-cascade wrote, in the data folder unless it is absolute; it need not be there
     * @throws ConfigurationProblem if it is there and no rule of the default value set
     */
    @Inject
    EscalateDoubt(@Value("${circumplex.classifier.cascade-file}") String file, DataFolder data) {
        this(read(data.resolve(file)));
    }

    EscalateDoubt(Optional<CascadeRule> rule) {
        this.rule = rule;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean usesOther() {
        if (rule.isEmpty()) {
            LOG.warn("the cascade is off: no post is asked about before ./circumplex calibrate-cascade has written a rule");
        }
        return rule.isPresent();
    }

    @Override
    public void meets(String quickId) {
        rule.filter(known -> !known.quickId().equals(quickId)).ifPresent(known -> tell("quick", known.quickId(), quickId));
    }

    @Override
    public boolean asks(PostText text, @Nullable Scoring quick, String otherId) {
        rule.filter(known -> quick != null && !known.otherId().equals(otherId)).ifPresent(known -> {
            if (others.begins()) {
                tell("other", known.otherId(), otherId);
            }
        });
        return quick == null
                || rule.filter(known -> known.isAbout(quick.scorerId(), otherId))
                        .filter(known -> !known.answers(quick.scores()))
                        .isPresent();
    }

    private static void tell(String which, String meant, String found) {
        LOG.error(
                "THE CASCADE IS OFF: its rule is about the {} scorer {}, and this installation has {}; run ./circumplex calibrate-cascade again"
                        + " (unless that is an alias whose model has not answered yet)",
                which, meant, found);
    }

    private static Optional<CascadeRule> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CascadeRule.parse(Files.readAllBytes(file), ValueSets.all().defaultSet()));
        } catch (IOException | BadModel e) {
            throw new ConfigurationProblem("circumplex.classifier.cascade-file names a file that is no cascade: " + e.getMessage());
        }
    }
}
