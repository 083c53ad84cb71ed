package circumplex.cli.print;

import circumplex.gateway.v1.RankedFeedPost;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which posts of the top moved between two rankings of one feed. */
public record TopChanges(List<Move> moves) {

    /** One post that stood in the top before or stands there now, with its two ranks. */
    public record Move(String postId, int before, int after) {

        String words() {
            return before > after ? "up" : "down";
        }
    }

    /** @param top how many posts from the top to look at, in both rankings */
    public static TopChanges between(FeedRun before, FeedRun after, int top) {
        Map<String, Integer> earlier = ranks(before);
        return new TopChanges(after.answer().getRankedList().stream()
                .map(post -> new Move(post.getPostId(), earlier.getOrDefault(post.getPostId(), post.getRank()), post.getRank()))
                .filter(move -> move.before() != move.after() && Math.min(move.before(), move.after()) <= top)
                .toList());
    }

    public void print(PrintWriter out, FeedRun run) {
        for (Move move : moves) {
            String line = String.format(Locale.ROOT, "  %4d → %-4d %-5s", move.before(), move.after(), move.words());
            out.println(line + FeedTable.preview(run, move.postId(), line.length()));
        }
        if (moves.isEmpty()) {
            out.println("  nothing moved");
        }
    }

    private static Map<String, Integer> ranks(FeedRun run) {
        return run.answer().getRankedList().stream()
                .collect(Collectors.toMap(RankedFeedPost::getPostId, RankedFeedPost::getRank));
    }
}
