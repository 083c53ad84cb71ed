package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks contestants about rows, fold by fold, and keeps the scores until all folds are in. */
final class Judge {

    private final AnnotationTable table;
    private final Protocol protocol;
    private final Supports supports;
    private final Map<Key, Scoreboard> boards = new LinkedHashMap<>();
    private final Map<Key, FeedBoard> feeds = new LinkedHashMap<>();

    Judge(AnnotationTable table, Protocol protocol) {
        this.table = table;
        this.protocol = protocol;
        supports = new Supports(table, protocol);
    }

    private record Key(String name, String base, int k) {}

    /** @param rows none of whose people and posts the contestant learnt from */
    void askWithinPosts(Contestant contestant, int[] rows) {
        int[] answered = Arrays.stream(rows).filter(contestant.answers()).toArray();
        for (int k : Protocol.KNOWN) {
            if (k == 0 || contestant.personal()) {
                askPosts(contestant, answered, k);
            }
        }
    }

    /** @param rows all rows of some people, none of which, and none of whose posts, the contestant learnt from */
    void askForFeeds(Contestant contestant, int[] rows) {
        if (!contestant.feeds()) {
            return;
        }
        int[] answered = Arrays.stream(rows).filter(contestant.answers()).toArray();
        for (int k : Protocol.KNOWN) {
            if (k == 0 || contestant.personal()) {
                askFeeds(contestant, answered, k);
            }
        }
    }

    /** A correlation that no contestant predicts, such as that of two people. */
    void note(String name, int row, double correlation) {
        boards.computeIfAbsent(new Key(name, Baselines.NO_BASE, 0), key -> new Scoreboard(table)).addCorrelation(row, correlation);
    }

    List<Result> results() {
        Bootstrap bootstrap = new Bootstrap(protocol.resamples(), protocol.seed());
        return List.copyOf(boards.entrySet()).parallelStream()
                .map(board -> {
                    Key key = board.getKey();
                    return board.getValue().result(key.name(), key.base(), key.k(), bootstrap);
                })
                .toList();
    }

    List<FeedResult> feedResults() {
        Bootstrap bootstrap = new Bootstrap(protocol.resamples(), protocol.seed());
        return List.copyOf(feeds.entrySet()).parallelStream()
                .flatMap(entry -> {
                    Key key = entry.getKey();
                    FeedBoard board = entry.getValue();
                    FeedBoard nothingKnown = feeds.getOrDefault(new Key(key.name(), key.base(), 0), board);
                    return board.results(key.name(), key.base(), key.k(), nothingKnown, protocol.seed(), bootstrap).stream();
                })
                .toList();
    }

    private void askPosts(Contestant contestant, int[] rows, int k) {
        List<Query> queries = new ArrayList<>();
        int draws = k == 0 ? 1 : protocol.draws();
        for (int row : rows) {
            // All sizes on the same queries: also those with nothing known.
            if (table.rowsOfPerson(table.person(row)).length > Protocol.MIN_OTHERS) {
                for (int draw = 0; draw < draws; draw++) {
                    queries.add(new Query(row, supports.around(row, k, draw)));
                }
            }
        }
        Scoreboard board = boards.computeIfAbsent(new Key(contestant.name(), contestant.base(), k), key -> new Scoreboard(table));
        List<Prediction> predictions = contestant.predictor().predict(table, queries);
        for (int i = 0; i < predictions.size(); i++) {
            Query query = queries.get(i);
            board.add(query.row(), query.support().length, predictions.get(i));
        }
    }

    /** One support for all posts of a person; with one that leaves out only the post asked about, τ falls for no real reason. */
    private void askFeeds(Contestant contestant, int[] rows, int k) {
        int draws = k == 0 ? 1 : protocol.draws();
        FeedBoard board =
                feeds.computeIfAbsent(new Key(contestant.name(), contestant.base(), k), key -> new FeedBoard(table, draws));
        for (int draw = 0; draw < draws; draw++) {
            List<Query> queries = new ArrayList<>();
            for (int row : rows) {
                int person = table.person(row);
                int[] support = supports.fixed(person, k, draw);
                boolean enough = table.rowsOfPerson(person).length >= k + FeedOrder.MIN_POSTS;
                if (enough && Arrays.stream(support).noneMatch(known -> table.post(known) == table.post(row))) {
                    queries.add(new Query(row, support));
                }
            }
            List<Prediction> predictions = contestant.predictor().predict(table, queries);
            for (int i = 0; i < predictions.size(); i++) {
                board.add(queries.get(i).row(), draw, predictions.get(i).mean());
            }
        }
    }
}
