package circumplex.personalizer;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Evidence;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.Tallies;
import circumplex.personalizer.annotation.Tally;
import circumplex.personalizer.suggestion.Stratified;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks posts that a person may annotate next, and says whether more would still change anything. */
@Singleton
final class SuggestAnnotations {

    /** What a client that names no number gets. */
    static final int USUAL = 5;

    private final AnnotationStore annotations;
    private final Tallies tallies;

    SuggestAnnotations(AnnotationStore annotations, Tallies tallies) {
        this.annotations = annotations;
        this.tallies = tallies;
    }

    /**
     * A post that may be annotated.
     *
     * @param contentKey empty if it is not known
     */
    record Candidate(ScoredPost post, String contentKey) {}

    /**
     * One post to ask about.
     *
     * @param valueId the value that it stands for; empty if it expresses none
     */
    record Suggestion(String postId, String valueId) {}

    /**
     * What to ask.
     *
     * @param expectedChange by how much one more annotation is expected to move scores
     * @param annotated candidates that this person annotated already
     * @param unscored candidates without scores of the scorer
     */
    record Suggested(List<Suggestion> posts, double expectedChange, int annotated, int unscored) {

        Suggested {
            posts = List.copyOf(posts);
        }

        boolean enough() {
            return expectedChange < FurtherAnnotation.ENOUGH;
        }
    }

    /** Takes as long however much is annotated. */
    Suggested suggest(Person person, ValueSet set, List<Candidate> candidates, int count, long seed) {
        Set<String> known = annotations.annotated(
                person, set, candidates.stream().map(Candidate::contentKey).filter(key -> !key.isEmpty()).toList());
        List<Candidate> open = candidates.stream().filter(candidate -> !known.contains(candidate.contentKey())).toList();
        Tally tally = tallies.of(person, set);
        String scorer = scorer(tally, open);
        List<Candidate> scored =
                open.stream().filter(candidate -> candidate.post().scores().containsKey(scorer)).toList();
        List<ScoreVector> scores =
                scored.stream().map(candidate -> scores(candidate.post().scores(), scorer)).toList();
        Evidence evidence = tally.evidence(scorer);
        List<Suggestion> suggestions = new ArrayList<>();
        for (Stratified.Draw draw : Stratified.draw(scores, evidence.met(), count, seed)) {
            String postId = scored.get(draw.candidate()).post().postId();
            suggestions.add(new Suggestion(
                    postId, draw.value().isPresent() ? set.dimension(draw.value().getAsInt()).id() : ""));
        }
        return new Suggested(
                suggestions,
                FurtherAnnotation.expectedChange(BaseRates.of(set), evidence),
                candidates.size() - open.size(),
                open.size() - scored.size());
    }

    private static String scorer(Tally tally, List<Candidate> open) {
        List<String> leaders = Coverage.leaders(open.stream().map(Candidate::post).toList());
        return leaders.isEmpty() ? tally.latestScorer() : tally.mostActive(leaders);
    }

    private static ScoreVector scores(Map<String, ScoreVector> byScorer, String scorer) {
        ScoreVector scores = byScorer.get(scorer);
        if (scores == null) {
            throw new IllegalStateException("a candidate without scores was not left out");
        }
        return scores;
    }
}
