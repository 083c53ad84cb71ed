package circumplex.classifier.embedded.training;

import circumplex.classifier.embedded.EmbeddedModel;
import circumplex.model.folder.ModelDraft;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The card of a model, and a model that is complete only so far that it can be measured. */
final class ScorerDrafts {

    private static final String CARD = """
            # Embedded scorer of schwartz-19

            Scores how strongly an English text expresses each of the 19 refined Schwartz values, from 0 to 6.

            ## Intended use

            The first answer of the classifier of Circumplex, where a language model is not configured, not in time or not paid for: to re-rank a
            feed by values that its reader chose. Not for judging, selecting or profiling people, and not for advertising or political targeting.

            ## Data

            TRAINING arguments (premises alone) of Touché23-ValueEval, doi 10.5281/zenodo.6814563, by Mirzakhmedova, Kiesel and others, licence CC BY
            4.0; 19 of its 20 labels, "Universalism: objectivity" is left out. Trained on the split "training"; the split "validation" has other
            topics and was used to measure. The mean score of each value is moved to its base rate in real feeds (Jahanbakhsh et al., CHI 2026).
            Hashes of n-grams and weights are here, no text.

            ## Measured

            On VALIDATION arguments of the split "validation". Thresholds of F1 are from the training split. One number of the recipe, the strength of
            the rows with ratios, was chosen while figures of this split were in view: what is measured here is a little too good. The
            split "test" was not looked at.

            TABLE
            ## Limits

            Arguments are not posts. They are short, earnest, mostly about policy and written to persuade; posts joke, quote, greet, sell and
            talk in pictures. What is measured here is how well premises are told apart, nothing is known of how well posts are. An argument is labelled
            with a value that it appeals to, which is near to "expresses" and not the same. Scores of posts come out nearer to the mean than
            an attentive reader's would. Sarcasm is not seen, denial hardly. The rarer a value is among the arguments, the worse it is told:
            hedonism, stimulation, face and humility are the hardest for the best systems of that contest too. Texts of emoji alone
            score 0 everywhere; other languages than English are not scored. Who wants high scores can write for them.
            """;

    private ScorerDrafts() {}

    static String card(int training, int validation, String table) {
        return CARD.replace("TRAINING", Integer.toString(training))
                .replace("VALIDATION", Integer.toString(validation))
                .replace("TABLE", table);
    }

    static ModelDraft unmeasured(ScorerRecipe recipe, ScorerRecipe.Made made) {
        JsonObject figures = new JsonObject();
        figures.addProperty("measured", false);
        JsonObject metrics = new JsonObject();
        metrics.add("model", figures);
        metrics.add("baselines", figures);
        JsonObject source = new JsonObject();
        source.addProperty("name", "none");
        source.addProperty("sha256", "none");
        source.addProperty("licence", "none");
        JsonArray sources = new JsonArray();
        sources.add(source);
        JsonArray seeds = new JsonArray();
        recipe.seeds().forEach(seeds::add);
        JsonObject provenance = new JsonObject();
        provenance.addProperty("command", "none");
        provenance.add("seeds", seeds);
        provenance.add("data", sources);
        return ModelDraft.of(
                EmbeddedModel.KIND,
                made.weights(),
                EmbeddedModel.spec(recipe.set(), recipe.bits(), recipe.columns(), made.network().hidden()),
                provenance,
                metrics,
                card(0, 0, ""));
    }
}
