package circumplex.personalizer.data;

import java.util.Locale;

/** What is in a table, counted. No row of it, no id. */
public final class DatasetCard {

    /** What a synthetic table has to say of itself. */
    public static final String SYNTHETIC =
            """

            ## What this is not

            Nobody rated these posts, and there are no posts. The table has the published aggregates of a study and nothing else of it: no
            text, no person, no relation between a value and what somebody wrote. Whoever trains on it learns how the study's averages
            look, and may conclude nothing about people. Base scores are drawn, not made by a scorer.
            """;

    private DatasetCard() {}

    public static String of(AnnotationTable table, String name, String licence) {
        StringBuilder card = new StringBuilder(2048);
        card.append("# Data card of ").append(name).append("\n\n");
        card.append("Terms: ").append(licence).append(".\n\n");
        card.append(String.format(
                Locale.ROOT,
                "%d annotations of %d posts by %d people on the values of %s. Base scores by %s. %s%n%n",
                table.rows(),
                table.posts().size(),
                table.people().size(),
                table.set(),
                String.join(" and ", table.scorers()),
                table.questions() == 0 ? "No questionnaire." : "A questionnaire of " + table.questions() + " answers."));
        card.append("| value | rated | mean rating | share of 0");
        table.scorers().forEach(scorer -> card.append(" | mean score by ").append(scorer).append(" | missing"));
        card.append(" |\n|---|---|---|---").append("|---|---".repeat(table.scorers().size())).append("|\n");
        for (int v = 0; v < table.set().size(); v++) {
            row(card, table, v);
        }
        return card.toString();
    }

    private static void row(StringBuilder card, AnnotationTable table, int value) {
        int rated = 0;
        int zeros = 0;
        double sum = 0;
        for (int row = 0; row < table.rows(); row++) {
            int rating = table.rating(row, value);
            rated += rating == AnnotationTable.UNRATED ? 0 : 1;
            zeros += rating == 0 ? 1 : 0;
            sum += Math.max(0, rating);
        }
        card.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.3f",
                table.set().dimension(value).id(),
                rated,
                sum / Math.max(1, rated),
                zeros / (double) Math.max(1, rated)));
        for (int scorer = 0; scorer < table.scorers().size(); scorer++) {
            int scored = 0;
            double scores = 0;
            for (int row = 0; row < table.rows(); row++) {
                float score = table.score(scorer, row, value);
                scored += Float.isNaN(score) ? 0 : 1;
                scores += Float.isNaN(score) ? 0 : score;
            }
            card.append(String.format(Locale.ROOT, " | %.2f | %d", scores / Math.max(1, scored), table.rows() - scored));
        }
        card.append(" |\n");
    }
}
