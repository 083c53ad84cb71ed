package circumplex.classifier.embedded;

import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.kit.call.Cancellation;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Scores English texts with the {@link EmbeddedModel}; words that are said to raters are left out before. A text of which it knows no word and no part of a word, such as one of emoji, scores
 * 0 on every value: it says nothing that the model was taught to hear.
 */
public final class EmbeddedScorer implements Scorer, AutoCloseable {

    private static final String ENGLISH = "en";
    private static final String UNDETERMINED = "und";

    private final EmbeddedModel model;
    private final ScoringNetwork network;

    /** Half a megabyte each, one a thread that is scoring. */
    private final Queue<Bag> bags = new ConcurrentLinkedQueue<>();

    private final Runnable end;

    /** @param torch is closed by whoever started it */
    EmbeddedScorer(EmbeddedModel model, Torch torch) {
        this.model = model;
        this.network = new ScoringNetwork(torch, model.network());
        this.end = network::close;
    }

    private EmbeddedScorer(EmbeddedModel model, ScoringNetwork network, Runnable end) {
        this.model = model;
        this.network = network;
        this.end = end;
    }

    /** Starts an engine that ends with the scorer. */
    static EmbeddedScorer withEngine(EmbeddedModel model) throws EngineUnavailable {
        Torch torch = Torch.start();
        // The engine frees the weights too, and knows whether a call still reads them.
        return new EmbeddedScorer(model, new ScoringNetwork(torch, model.network()), torch::close);
    }

    @Override
    public ValueSet set() {
        return model.set();
    }

    @Override
    public String id() {
        return "embedded/" + Bag.VERSION + "-" + model.id().substring(0, 12) + "/" + RaterTalk.VERSION + "/" + model.set() + "/deterministic/single";
    }

    /** English; a text whose language cannot be told is tried. */
    @Override
    public boolean knows(String language) {
        return language.equals(ENGLISH) || language.equals(UNDETERMINED);
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Scoring score(String tenant, PostText text) throws InterruptedException {
        return scoreAll(tenant, List.of(text)).get(0);
    }

    @Override
    public List<Scoring> scoreAll(String tenant, List<PostText> texts) throws InterruptedException {
        List<Scoring> scorings = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += ScoringNetwork.BATCH) {
            Cancellation.check();
            batch(texts.subList(from, Math.min(texts.size(), from + ScoringNetwork.BATCH)), scorings);
        }
        return scorings;
    }

    private void batch(List<PostText> texts, List<Scoring> scorings) throws InterruptedException {
        float[] sums = new float[texts.size() * model.rows().columns()];
        boolean[] known = new boolean[texts.size()];
        Bag reused = bags.poll();
        Bag bag = reused == null ? model.rows().newBag() : reused;
        for (int i = 0; i < known.length; i++) {
            bag.read(RaterTalk.without(texts.get(i).tokens()));
            known[i] = model.rows().sum(bag, sums, i * model.rows().columns());
        }
        bags.add(bag);
        float[] said = network.forward(sums, known.length);
        int values = model.set().size();
        for (int i = 0; i < known.length; i++) {
            float[] scores = new float[values];
            if (known[i]) {
                for (int value = 0; value < values; value++) {
                    scores[value] = model.map().score(value, said[i * values + value]);
                }
            }
            scorings.add(Scoring.by(id(), ScoreVector.of(model.set(), scores)));
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
