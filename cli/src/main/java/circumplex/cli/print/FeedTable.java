package circumplex.cli.print;

import circumplex.cli.feed.Post;
import circumplex.cli.feed.Printable;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.RemovedFeedPost;
import circumplex.gateway.v1.UnmetRule;
import circumplex.gateway.v1.UnscoredReason;
import circumplex.values.ValueSet;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A ranking for people: figures, then the top posts as engagement rank → value rank with the reason. */
public final class FeedTable {

    private static final int COLUMNS = 96;
    private static final int INDENT = 22;
    private static final int NAMED_CONTRIBUTIONS = 3;

    private final PrintWriter out;

    public FeedTable(PrintWriter out) {
        this.out = out;
    }

    /** @param rows how many posts to show, from the top */
    public void print(FeedRun run, int rows) {
        RankFeedResponse answer = run.answer();
        out.println(run.title());
        Paragraph.print(out, "  ", figures(run), COLUMNS);
        Paragraph.print(out, "  ", "Weights: " + weights(run), COLUMNS);
        answer.getDegradationsList().forEach(degradation -> Paragraph.print(out, "  ", degraded(degradation), COLUMNS));
        List<RankedFeedPost> shown = answer.getRankedList().stream().limit(rows).toList();
        if (!shown.isEmpty()) {
            out.println();
            out.println("  was → now     score");
            shown.forEach(post -> printPost(run, post));
        }
        int hidden = answer.getRankedCount() - shown.size();
        if (hidden > 0) {
            out.println("  (" + hidden + " more)");
        }
        printRemoved(run, rows);
    }

    private void printRemoved(FeedRun run, int rows) {
        List<RemovedFeedPost> removed = run.answer().getRemovedList();
        if (removed.isEmpty()) {
            return;
        }
        out.println();
        out.println("  removed by the floor");
        for (RemovedFeedPost post : removed.subList(0, Math.min(rows, removed.size()))) {
            out.println(" ".repeat(INDENT) + preview(run, post.getPostId(), INDENT));
            String reason = post.getBreachedValueIdsCount() == 0
                    ? "nobody could judge it"
                    : breaks(run, post.getBreachedValueIdsList());
            Paragraph.print(out, " ".repeat(INDENT), reason, COLUMNS);
        }
        if (removed.size() > rows) {
            out.println("  (" + (removed.size() - rows) + " more)");
        }
    }

    private static String breaks(FeedRun run, List<String> valueIds) {
        return "breaks the limit on "
                + valueIds.stream()
                        .map(id -> run.valueSet().dimension(run.valueSet().requirePosition(id)).layLabel())
                        .collect(Collectors.joining(", "));
    }

    private void printPost(FeedRun run, RankedFeedPost post) {
        String place = String.format(Locale.ROOT, "%5d → %-4d", post.getEngagementRank(), post.getRank());
        String score = post.hasScore() ? String.format(Locale.ROOT, "%8.3f", post.getScore()) : "       –";
        out.println(place + score + "  " + preview(run, post.getPostId(), INDENT));
        Paragraph.print(out, " ".repeat(INDENT), reason(run, post) + rules(run, post), COLUMNS);
    }

    private static String rules(FeedRun run, RankedFeedPost post) {
        return (post.getBreachedValueIdsCount() == 0 ? "" : "; " + breaks(run, post.getBreachedValueIdsList()))
                + (post.getUnmetList().contains(UnmetRule.UNMET_RULE_AUTHOR_CAP) ? "; too close to others of its author" : "");
    }

    /** Who says what, as far as it fits on a line that is filled up to {@code indent}. */
    static String preview(FeedRun run, String postId, int indent) {
        Optional<Post> post = run.feed().find(postId);
        String text = post.map(Post::text).filter(words -> !words.isBlank()).orElse("(no text)");
        String author = post.flatMap(Post::author).map(name -> name + ": ").orElse("");
        return Printable.preview(author + text, COLUMNS - indent);
    }

    private static String reason(FeedRun run, RankedFeedPost post) {
        if (post.getUnscoredReason() != UnscoredReason.UNSCORED_REASON_UNSPECIFIED) {
            return "not scored, keeps its place: " + EnumText.words(post.getUnscoredReason(), "UNSCORED_REASON_")
                    + (post.getPending() ? "; pending, a later feed has its scores" : "");
        }
        String reason = run.contributions(post).reason(NAMED_CONTRIBUTIONS);
        return reason.isEmpty() ? "none of the weighted values" : reason;
    }

    private static String figures(FeedRun run) {
        RankFeedResponse answer = run.answer();
        String tau = answer.hasKendallTau() ? number(answer.getKendallTau()) : "none";
        String tauB = answer.hasKendallTauBScores() ? number(answer.getKendallTauBScores()) : "none";
        String scorer = answer.getModelVersions().getScorerId();
        return "Kendall tau " + tau + " to the engagement order, tau-b of the scores " + tauB + ", coverage "
                + number(answer.getCoverage()) + ", " + run.feed().posts().size() + " posts"
                + (answer.getFloorUnjudged() == 0 ? "" : ", " + answer.getFloorUnjudged() + " of them not judged by the floor")
                + (scorer.isEmpty() ? "" : ", scored by " + scorer);
    }

    private static String weights(FeedRun run) {
        ValueSet set = run.valueSet();
        String weights = set.dimensions().stream()
                .filter(value -> run.answer().getWeightsMap().containsKey(value.id()))
                .map(value -> value.layLabel() + " " + Decimals.signed(run.answer().getWeightsOrThrow(value.id())))
                .collect(Collectors.joining(", "));
        return weights.isEmpty() ? "none, so the engagement order stays" : weights;
    }

    private static String degraded(circumplex.gateway.v1.Degradation degradation) {
        return "Degraded: " + EnumText.words(degradation.getStage(), "STAGE_") + " "
                + EnumText.words(degradation.getReason(), "DEGRADATION_REASON_") + " (" + degradation.getAffectedPosts() + " posts)";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
