package circumplex.personalizer.backfill;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds what scorers say to annotations that are there. */
@Singleton
public final class AddBaseScores {

    private final PersonStore people;
    private final AnnotationStore annotations;
    private final TransactionOperations<Connection> transactions;

    AddBaseScores(PersonStore people, AnnotationStore annotations, TransactionOperations<Connection> transactions) {
        this.people = people;
        this.annotations = annotations;
        this.transactions = transactions;
    }

    /**
     * All of it happens or nothing.
     *
     * @param scores by content key and scorer id; keys that are not annotated are passed over
     * @return how many annotations have scores of another scorer more
     */
    public int add(Person person, ValueSet set, Map<String, Map<String, ScoreVector>> scores) {
        return transactions.executeWrite(status -> {
            // Nobody is remembered because of scores: the data may have been erased while they were made.
            if (!people.lockIfKnown(person)) {
                return 0;
            }
            Instant time = people.lock(person);
            List<RatedPost> changed = new ArrayList<>();
            annotations.find(person, set, scores.keySet()).forEach((key, post) -> {
                Map<String, ScoreVector> merged = new HashMap<>(scores.getOrDefault(key, Map.of()));
                merged.putAll(post.scores());
                if (merged.size() > post.scores().size()) {
                    changed.add(new RatedPost(key, post.ratings(), merged));
                }
            });
            if (!changed.isEmpty()) {
                annotations.keepScores(person, set, changed);
                people.changed(person, time);
            }
            return changed.size();
        });
    }
}
