package circumplex.bench.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A run as tables and plots. No time and no machine is in them: the same seed gives the same bytes. */
public final class SimulationFiles {

    /** Reported by "Value Alignment of Social Media Ranking Algorithms" (CHI 2026) for people. */
    private static final double PEOPLE_SINGLE = 0.761;

    private static final double PEOPLE_MULTI = 0.634;

    private static final double LIKENESS_LEAST = 0.17;
    private static final double LIKENESS_MOST = 0.33;

    private static final List<Policy> POLICIES = List.of(Policy.values());

    private final Simulation simulation;
    private final String command;

    /** @param command that makes these files */
    public SimulationFiles(Simulation simulation, String command) {
        this.simulation = simulation;
        this.command = command;
    }

    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("README.md"), String.join("\n", text()) + "\n");
        Files.writeString(folder.resolve("policies.csv"), policiesCsv());
        Files.writeString(folder.resolve("exposure.csv"), exposureCsv());
        Files.writeString(folder.resolve("recognised.svg"), recognisedSvg());
        Files.writeString(folder.resolve("agreement.svg"), agreementSvg());
        Files.writeString(folder.resolve("tau.svg"), tauSvg());
        Files.writeString(folder.resolve("exposure.svg"), exposureSvg());
    }

    private List<String> text() {
        Simulation.Plan plan = simulation.plan();
        List<Double> taus = simulation.all(Policy.VALUES, Tally::tau);
        List<String> lines = new ArrayList<>(List.of(
                "# Ranking policies, simulated",
                "",
                "Made by `" + command + "`. The same command gives the same bytes.",
                "",
                "**What is simulated:** people, their weights, what they see in posts, the posts, what a scorer says of them, engagement, and"
                        + " the judge. **What is not:** every order was made by ranker-svc, asked as any client asks it. So the figures say"
                        + " how the ranking works in a world with these properties; they say nothing about people, and where they are"
                        + " like figures measured with people, that is no evidence for either.",
                "",
                "## The world",
                "",
                String.format(
                        Locale.ROOT,
                        "Seed %d; %d people for each number of weighted values, one feed of %d posts each. A post expresses 0 to %d values of"
                                + " 1.5 to 6 and their neighbours on the circle less (bell curve, width %.1f steps). The scorer's error is normal"
                                + " with %.1f and its scores are whole. A person sees what is expressed times a gain of the person's own for each"
                                + " value (log-normal, %.1f), with a normal error of %.1f, or half of it where nothing is expressed. Engagement is chance, with %.1f standard deviations"
                                + " for every point of hedonism and stimulation. Weights: sliders of 0.2 to 1, one of four of them negative; with"
                                + " 19 values the centred answers of a random survey.",
                        plan.seed(), plan.people(), plan.posts(), SimulatedFeed.MOST_CENTRES, SimulatedFeed.WIDTH, SimulatedFeed.SCORER_ERROR,
                        SimulatedFeed.GAIN_SPREAD, SimulatedFeed.PERSONAL_ERROR, SimulatedFeed.POPULAR_PER_POINT),
                "",
                String.format(
                        Locale.ROOT,
                        "Within a post, scorer and person agree with a Spearman correlation of %.2f (mean over posts). Of people and language"
                                + " models, .17 to .33 was reported (\"Whose Values?\", ICWSM 2026): the agreement here is %s.",
                        simulation.likeness(),
                        besideReported(simulation.likeness())),
                "",
                "## How well a feed serves the person",
                "",
                "Agreement: the discounted mean worth of the feed as the person sees it, 0 for chance and 1 for the best order. Mean over"
                        + " people ± its standard error, by number of weighted values.",
                ""));
        lines.addAll(table(policy -> wanted -> number(Tally.mean(simulation.tally(wanted, policy).agreement()), Tally.error(simulation.tally(wanted, policy).agreement()))));
        lines.addAll(List.of("", "![agreement](agreement.svg)", "", "## Whether the judge recognises the feed", ""));
        lines.add(String.format(
                Locale.ROOT,
                "The judge looks at the first %d posts of the feed and of the engagement feed, feels the worth of every post with a normal error"
                        + " of %.1f on the scale of −6 to 6, and says which feed was made for the own values: share of right answers ± its standard error. The judge's error"
                        + " was chosen so that the share for one value is near that of the study; it is the only number that was chosen so, and"
                        + " the other columns follow. In the study people recognised %.1f %% of feeds by one value and %.1f %% of feeds by several.",
                Judge.POSTS,
                plan.judgeError(),
                100 * PEOPLE_SINGLE,
                100 * PEOPLE_MULTI));
        lines.add("");
        lines.addAll(table(policy -> wanted -> percent(simulation.tally(wanted, policy).recognisedShare(), simulation.tally(wanted, policy).recognisedError())));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Value rank with one value: %s; with several (2, 3, 4, 5 and 19 together): %s.",
                percent(simulation.tally(1, Policy.VALUES).recognisedShare()),
                percent(Simulation.WANTED.stream()
                        .filter(wanted -> wanted > 1)
                        .mapToDouble(wanted -> simulation.tally(wanted, Policy.VALUES).recognisedShare())
                        .average()
                        .orElse(0))));
        lines.addAll(List.of("", "![recognised](recognised.svg)", "", "## How far from engagement", ""));
        lines.add(String.format(
                Locale.ROOT,
                "Kendall's tau of value rank against the engagement order, over all %d feeds: mean %.2f, standard deviation %.2f, from %.2f to"
                        + " %.2f. In the study, over real feeds: mean .06, standard deviation .14, from −.57 to .67. By chance alone, tau of"
                        + " feeds of %d posts is 0 with %.2f. With few values many posts have the same score, often 0, and posts of equal score"
                        + " keep their engagement order: that is why tau is above 0 there.",
                taus.size(),
                Tally.mean(taus),
                Tally.deviation(taus),
                taus.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                taus.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                plan.posts(),
                StrictMath.sqrt(2.0 * (2 * plan.posts() + 5) / (9.0 * plan.posts() * (plan.posts() - 1)))));
        lines.add("");
        lines.addAll(table(policy -> wanted -> number(Tally.mean(simulation.tally(wanted, policy).tau()), Tally.error(simulation.tally(wanted, policy).tau()))));
        lines.addAll(List.of(
                "",
                "![tau](tau.svg)",
                "",
                "## What values a feed shows",
                "",
                "Mean score of each value before and after value rank, the first places counting most, over all people; people want other"
                        + " values each, so most shifts cancel out. By number of weighted values in [exposure.csv](exposure.csv).",
                "",
                "![exposure](exposure.svg)",
                "",
                "All figures of the policies: [policies.csv](policies.csv)."));
        return lines;
    }

    private static List<String> table(Function<Policy, Function<Integer, String>> cell) {
        List<String> lines = new ArrayList<>();
        lines.add("| policy | " + String.join(" | ", Simulation.WANTED.stream().map(wanted -> wanted + (wanted == 1 ? " value" : " values")).toList())
                + " |");
        lines.add("| --- |" + " --- |".repeat(Simulation.WANTED.size()));
        for (Policy policy : POLICIES) {
            lines.add("| " + policy.title() + " | "
                    + String.join(" | ", Simulation.WANTED.stream().map(cell.apply(policy)).toList()) + " |");
        }
        return lines;
    }

    private String policiesCsv() {
        StringBuilder csv = new StringBuilder("values,policy,feeds,agreement_mean,agreement_sd,agreement_se,recognised,recognised_se,tau_mean,tau_sd,tau_se\n");
        for (int wanted : Simulation.WANTED) {
            for (Policy policy : POLICIES) {
                Tally tally = simulation.tally(wanted, policy);
                csv.append(String.format(
                        Locale.ROOT,
                        "%d,%s,%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f\n",
                        wanted,
                        policy.name().toLowerCase(Locale.ROOT),
                        tally.feeds(),
                        Tally.mean(tally.agreement()),
                        Tally.deviation(tally.agreement()),
                        Tally.error(tally.agreement()),
                        tally.recognisedShare(),
                        tally.recognisedError(),
                        Tally.mean(tally.tau()),
                        Tally.deviation(tally.tau()),
                        Tally.error(tally.tau())));
            }
        }
        return csv.toString();
    }

    private String exposureCsv() {
        StringBuilder csv = new StringBuilder("values,value,engagement_order,value_rank\n");
        for (int wanted : Simulation.WANTED) {
            Tally tally = simulation.tally(wanted, Policy.VALUES);
            for (int value = 0; value < simulation.set().size(); value++) {
                csv.append(String.format(
                        Locale.ROOT,
                        "%d,%s,%.6f,%.6f\n",
                        wanted,
                        simulation.set().dimension(value).id(),
                        tally.exposureBefore(value),
                        tally.exposureAfter(value)));
            }
        }
        return csv.toString();
    }

    private String recognisedSvg() {
        return new Svg("Share of feeds that the simulated judge recognises, by number of weighted values", 0, 1)
                .bars(
                        wantedNames(),
                        List.of("value rank of scores", "value rank of what the person sees", "random order"),
                        byWanted(List.of(Policy.VALUES, Policy.ORACLE, Policy.RANDOM), Tally::recognisedShare))
                .mark(PEOPLE_SINGLE, "people, one value")
                .mark(PEOPLE_MULTI, "people, several")
                .end();
    }

    private String agreementSvg() {
        return new Svg("Agreement with what the person sees, mean over all people", -0.25, 1)
                .bars(
                        POLICIES.stream().map(policy -> policy == Policy.ORACLE ? "oracle" : policy.title()).toList(),
                        List.of("agreement"),
                        POLICIES.stream()
                                .map(policy -> new double[] {Tally.mean(simulation.all(policy, Tally::agreement))})
                                .toArray(double[][]::new))
                .end();
    }

    private String tauSvg() {
        int bins = 20;
        double[][] shares = new double[bins][1];
        List<Double> taus = simulation.all(Policy.VALUES, Tally::tau);
        for (double tau : taus) {
            shares[Math.min(bins - 1, (int) ((tau + 0.5) * bins) < 0 ? 0 : (int) ((tau + 0.5) * bins))][0] += 1.0 / taus.size();
        }
        double most = Arrays.stream(shares).mapToDouble(share -> share[0]).max().orElse(1);
        return new Svg("Kendall's tau of value rank against engagement: share of feeds", 0, most)
                .bars(
                        IntStream.range(0, bins).mapToObj(bin -> tauBin(bin, bins)).toList(),
                        List.of("share"),
                        shares)
                .end();
    }

    /** From where a bin begins; the first and the last have everything beyond. */
    private static String tauBin(int bin, int bins) {
        if (bin == 0) {
            return String.format(Locale.ROOT, "< %.2f", -0.5 + 1.0 / bins);
        }
        return String.format(Locale.ROOT, bin == bins - 1 ? "≥ %.2f" : "%.2f", -0.5 + (double) bin / bins);
    }

    private String exposureSvg() {
        double[][] exposure = new double[simulation.set().size()][2];
        for (int value = 0; value < exposure.length; value++) {
            for (int wanted : Simulation.WANTED) {
                Tally tally = simulation.tally(wanted, Policy.VALUES);
                exposure[value][0] += tally.exposureBefore(value) / Simulation.WANTED.size();
                exposure[value][1] += tally.exposureAfter(value) / Simulation.WANTED.size();
            }
        }
        return new Svg("Exposure of each value, mean score with the first places counting most", 0, highest(exposure))
                .bars(
                        simulation.set().dimensions().stream().map(dimension -> dimension.id()).toList(),
                        List.of("engagement order", "value rank"),
                        exposure)
                .end();
    }

    private static double highest(double[][] values) {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElse(1);
    }

    private double[][] byWanted(List<Policy> policies, Function<Tally, Double> what) {
        return Simulation.WANTED.stream()
                .map(wanted -> policies.stream().mapToDouble(policy -> what.apply(simulation.tally(wanted, policy))).toArray())
                .toArray(double[][]::new);
    }

    private static List<String> wantedNames() {
        return Simulation.WANTED.stream().map(wanted -> wanted + (wanted == 1 ? " value" : " values")).toList();
    }

    private static String number(double value, double error) {
        return String.format(Locale.ROOT, "%.3f ± %.3f", value, error);
    }

    private static String percent(double share, double error) {
        return String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * share, 100 * error);
    }

    /** Where a correlation stands beside those of {@link #LIKENESS_LEAST} to {@link #LIKENESS_MOST} that were reported. */
    static String besideReported(double likeness) {
        if (likeness > LIKENESS_MOST) {
            return "above the reported range, so scores serve people better here than they may there";
        }
        return likeness < LIKENESS_LEAST ? "below the reported range" : "within the reported range";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
