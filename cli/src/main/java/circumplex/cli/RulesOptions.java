package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.gateway.v1.FeedAuthorCap;
import circumplex.gateway.v1.FeedFloor;
import circumplex.gateway.v1.FeedFloorLimit;
import circumplex.gateway.v1.FeedRules;
import circumplex.gateway.v1.FloorAction;
import circumplex.gateway.v1.UnjudgedTreatment;
import circumplex.values.ValueSets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an order keeps to besides the score. Every mistake names its option. */
final class RulesOptions {

    private static final String REMOVE = ":remove";
    private static final String END = ":end";
    private static final int MOST = 10_000;
    private static final int ONE = 1000;
    private static final Pattern SHARE = Pattern.compile("0(\\.\\d{0,3}0*)?|1(\\.0*)?");
    private static final Pattern CAP = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

    @Option(
            names = "--limit",
            paramLabel = "VALUE=MOST,…",
            description = "A floor: what base scores may be, from 0 to 6; MOST or LEAST..MOST or LEAST.. for each value. Posts that break"
                    + " one are removed, or with :end behind it all follow the others, for example power_dominance=3,face=..4:end."
                    + " What a person annotated does not count.")
    private @Nullable String limit;

    @Option(
            names = "--unjudged",
            paramLabel = "pass|breach",
            description = "Whether posts without base scores pass the floor (the default) or count as breaking it.")
    private @Nullable String unjudged;

    @Option(
            names = "--blend",
            paramLabel = "SHARE",
            description = "How much the engagement order counts, from 0 to 1 in steps of 0.001.")
    private @Nullable String blend;

    @Option(
            names = "--author-cap",
            paramLabel = "K/N",
            description = "At most K posts of an author among any N that follow each other.")
    private @Nullable String authorCap;

    @Option(
            names = "--max-displacement",
            paramLabel = "PLACES",
            description = "The most places that a post may stand away from its engagement place.")
    private @Nullable Integer maxDisplacement;

    /** @throws BadInput naming the option that cannot be used */
    Optional<FeedRules> read() {
        FeedRules.Builder rules = FeedRules.newBuilder();
        if (limit != null) {
            rules.setFloor(floor(limit));
        } else if (unjudged != null) {
            throw new BadInput("--unjudged: says what a floor does; name one with --limit");
        }
        if (blend != null) {
            rules.setEngagementBlendMilli(blend(blend));
        }
        if (authorCap != null) {
            rules.setAuthorCap(cap(authorCap));
        }
        if (maxDisplacement != null) {
            if (maxDisplacement < 0 || maxDisplacement > MOST) {
                throw new BadInput("--max-displacement: must be 0 to " + MOST + ", was " + maxDisplacement);
            }
            rules.setMaxDisplacement(maxDisplacement);
        }
        boolean none = limit == null && blend == null && authorCap == null && maxDisplacement == null;
        return none ? Optional.empty() : Optional.of(rules.build());
    }

    private FeedFloor floor(String typed) {
        boolean end = typed.endsWith(END);
        String limits = end || typed.endsWith(REMOVE) ? typed.substring(0, typed.lastIndexOf(':')) : typed;
        FeedFloor.Builder floor = FeedFloor.newBuilder()
                .setAction(end ? FloorAction.FLOOR_ACTION_SEND_TO_END : FloorAction.FLOOR_ACTION_REMOVE)
                .setUnjudged(unjudged(unjudged == null ? "pass" : unjudged));
        new ValueArguments(ValueSets.all().defaultSet()).limits(limits).forEach((value, range) -> {
            FeedFloorLimit.Builder wire = floor.addLimitsBuilder().setValueId(value);
            range.least().ifPresent(least -> wire.setAtLeast((float) least));
            range.most().ifPresent(most -> wire.setAtMost((float) most));
        });
        return floor.build();
    }

    private static UnjudgedTreatment unjudged(String typed) {
        return switch (typed) {
            case "pass" -> UnjudgedTreatment.UNJUDGED_TREATMENT_PASS;
            case "breach" -> UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH;
            default -> throw new BadInput("--unjudged: must be pass or breach, was '" + typed + "'");
        };
    }

    private static int blend(String typed) {
        if (!SHARE.matcher(typed).matches()) {
            throw new BadInput("--blend: must be a number from 0 to 1 in steps of 0.001, was '" + typed + "'");
        }
        return (int) Math.round(Double.parseDouble(typed) * ONE);
    }

    private static FeedAuthorCap cap(String typed) {
        Matcher numbers = CAP.matcher(typed);
        int posts = numbers.matches() ? Integer.parseInt(numbers.group(1)) : 0;
        int window = numbers.matches() ? Integer.parseInt(numbers.group(2)) : 0;
        if (posts < 1 || posts > window || window > MOST) {
            throw new BadInput("--author-cap: must be K/N with 1 <= K <= N <= " + MOST + ", for example 2/10, was '" + typed + "'");
        }
        return FeedAuthorCap.newBuilder().setMaxPosts(posts).setWindow(window).build();
    }
}
