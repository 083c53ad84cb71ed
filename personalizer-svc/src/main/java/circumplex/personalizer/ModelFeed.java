package circumplex.personalizer;

import circumplex.kit.call.Cancellation;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.questionnaire.AnswerStore;
import circumplex.personalizer.questionnaire.Questionnaire;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ModelsInUse;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.state.Known;
import circumplex.personalizer.state.PersonStates;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Personalizes by the model in use: read the posts as it does, find what it knows of the person, ask it once. */
@Singleton
final class ModelFeed {

    /** The one that models of the study's data are trained with. */
    private static final String QUESTIONNAIRE = "vcq-25";

    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final ModelsInUse inUse;
    private final PersonStates states;
    private final AnswerStore answers;

    ModelFeed(ModelsInUse inUse, PersonStates states, AnswerStore answers) {
        this.inUse = inUse;
        this.states = states;
        this.answers = answers;
    }

    /** Empty if no model is in use, or it is one of another value set, or cannot read these scores. */
    Optional<PersonalFeed> personalize(Person person, ValueSet set, List<ScoredPost> posts) {
        Optional<ModelInUse.Lease> lease = inUse.lease(person.tenant());
        try (ModelInUse.Lease held = lease.orElse(null)) {
            return held == null || held.model().set() != set ? Optional.empty() : by(held.model(), person, posts);
        }
    }

    /** What a model says, in use or not; empty if it cannot read these scores. */
    Optional<PersonalFeed> by(ServedModel model, Person person, List<ScoredPost> posts) {
        return FeedReading.of(model.space(), posts).map(reading -> answer(person, model, posts, reading));
    }

    private PersonalFeed answer(Person person, ServedModel model, List<ScoredPost> posts, FeedReading reading) {
        Known known = states.of(person, model);
        Cancellation.check();
        List<ExpectedRatings> expected = model.expect(reading.inputs(), known.state(), answered(person, model));
        List<PersonalFeed.Post> personal = new ArrayList<>(posts.size());
        int next = 0;
        for (int i = 0; i < posts.size(); i++) {
            int readings = reading.byPost().get(i).size();
            List<ExpectedRatings> ofPost = expected.subList(next, next + readings);
            next += readings;
            personal.add(new PersonalFeed.Post(
                    posts.get(i).postId(),
                    ofPost.isEmpty() ? Optional.empty() : Optional.of(scores(model.set(), ExpectedRatings.average(ofPost)))));
        }
        Basis basis = new Basis(
                reading.scorers(),
                model.calibratorId(),
                reading.admitted(),
                reading.mixed(),
                known.active(),
                known.inactive(),
                known.catchingUp());
        return new PersonalFeed(personal, basis, model.residualCorrelation());
    }

    /** A model that reads no questionnaire, or another one, costs no query. */
    private float[] answered(Person person, ServedModel model) {
        return Questionnaire.of(QUESTIONNAIRE)
                .filter(questionnaire -> questionnaire.items() == model.questions())
                .flatMap(questionnaire -> answers.complete(person, questionnaire))
                .orElseGet(() -> new float[0]);
    }

    private static PersonalScores scores(ValueSet set, ExpectedRatings expected) {
        float[] means = new float[set.size()];
        float[] lows = new float[set.size()];
        float[] highs = new float[set.size()];
        float[] errors = new float[set.size()];
        for (int v = 0; v < means.length; v++) {
            // Sums of six shares may leave the scale by a rounding.
            means[v] = Math.max(0, Math.min(ScoreVector.MAX, (float) expected.mean()[v]));
            lows[v] = expected.quantile(v, LOW);
            highs[v] = expected.quantile(v, HIGH);
            errors[v] = Math.min(ScoreVector.MAX, (float) expected.error()[v]);
        }
        return new PersonalScores(ScoreVector.of(set, means), lows, highs, errors);
    }
}
