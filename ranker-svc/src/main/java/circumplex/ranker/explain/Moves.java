package circumplex.ranker.explain;

import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which stages moved each post, told by comparing the orders before and after each. */
public final class Moves {

    private final List<Step> steps;
    private final Rules rules;

    /** By stage and post; the first are the engagement places. */
    private final List<int[]> places = new ArrayList<>();

    /**
     * By post, whether its author exceeds the cap in the order that the cap found. Not only the posts at which it is exceeded: the cap
     * may bring forward an earlier one of the same author instead of putting off a later one.
     */
    private final BitSet tooMany;

    /** @param steps of the posts that the floor left */
    public Moves(int posts, List<Step> steps, Rules rules, Authors authors) {
        this.steps = steps;
        this.rules = rules;
        Order before = Order.byEngagement(posts);
        BitSet ofTooMany = new BitSet();
        places.add(before.places());
        for (Step step : steps) {
            if (step.stage() == Step.Stage.AUTHOR_CAP) {
                ofTooMany = rules.cap().ofTooMany(before, authors);
            }
            before = step.order();
            places.add(before.places());
        }
        tooMany = ofTooMany;
    }

    /** In the order of the stages; a stage that left the post where it was is not named. */
    public List<Move> of(int post) {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int from = places.get(i)[post];
            int to = places.get(i + 1)[post];
            if (from != to) {
                moves.add(new Move(steps.get(i).stage(), from, to, own(steps.get(i).stage(), post, from)));
            }
        }
        return moves;
    }

    private boolean own(Step.Stage stage, int post, int from) {
        return switch (stage) {
            case SCORE, BLEND -> true;
            case AUTHOR_CAP -> tooMany.get(post);
            case DISPLACEMENT -> !rules.displacement().allows(post, from);
        };
    }
}
