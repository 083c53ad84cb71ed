package circumplex.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.values.ValueDimension;
import circumplex.values.ValueSets;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sample feed keeps what documents and the demonstration promise of it. */
final class SampleFeedTest {

    private static final Pattern LINK = Pattern.compile("https?://([^/\\s]+)");
    private static final Set<String> EXAMPLE_HOSTS = Set.of("example.org", "example.com", "example.net");

    /** Posts that were written to express a value; a person reads them so, a scorer may not. */
    private static final Map<String, List<String>> WRITTEN_FOR = Map.ofEntries(
            Map.entry("self_direction_thought", List.of("t2135", "t2260", "t2316", "t2490")),
            Map.entry("self_direction_action", List.of("t2274", "t2575", "t2850", "t2553")),
            Map.entry("stimulation", List.of("t2209", "t2388", "t2553")),
            Map.entry("hedonism", List.of("t2319", "t2671", "t2842", "t2559")),
            Map.entry("achievement", List.of("t2170", "t2766", "t2493", "t2144")),
            Map.entry("power_dominance", List.of("t2178", "t2190", "t2459", "t2793")),
            Map.entry("power_resources", List.of("t2124", "t2381", "t2427", "t2699", "t2913")),
            Map.entry("face", List.of("t2282", "t2665", "t2427")),
            Map.entry("security_personal", List.of("t2281", "t2874", "t2594", "t2154")),
            Map.entry("security_societal", List.of("t2106", "t2468", "t2212", "t2634")),
            Map.entry("tradition", List.of("t2169", "t2516", "t2244", "t2534")),
            Map.entry("conformity_rules", List.of("t2222", "t2817", "t2859", "t2563", "t2808")),
            Map.entry("conformity_interpersonal", List.of("t2337", "t2338", "t2824", "t2346")),
            Map.entry("humility", List.of("t2371", "t2251", "t2648", "t2905", "t2922")),
            Map.entry("benevolence_dependability", List.of("t2749", "t2737", "t2891")),
            Map.entry("benevolence_caring", List.of("t2129", "t2600", "t2608", "t2354", "t2473")),
            Map.entry("universalism_concern", List.of("t2297", "t2394", "t2736", "t2806")),
            Map.entry("universalism_nature", List.of("t2111", "t2417", "t2789", "t2940", "t2359")),
            Map.entry("universalism_tolerance", List.of("t2709", "t2244", "t2889", "t2835", "t2723")));

    private final FeedFile feed = FeedFile.sample();

    @Test
    void hasTheSizeAndTheVoicesOfAFeed() {
        assertThat(feed.posts()).hasSizeBetween(90, FeedFile.MAX_POSTS);
        assertThat(feed.posts().stream().map(post -> post.author().orElseThrow()).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy(author -> assertThat(author).as("a domain that nobody can own").endsWith(".example"));
        assertThat(feed.posts()).allSatisfy(post -> assertThat(post.createdAt()).isPresent());
    }

    @Test
    void isInEngagementOrder() {
        assertThat(feed.posts().stream().map(SampleFeedTest::engagement).toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void repliesToPostsOfTheFeed() {
        List<String> answered = feed.posts().stream().flatMap(post -> post.replyTo().stream()).toList();
        assertThat(answered).hasSizeGreaterThan(10).allSatisfy(id -> assertThat(feed.find(id)).isPresent());
    }

    @Test
    void linksToExampleSitesOnly() {
        Set<String> hosts = new HashSet<>();
        feed.posts().forEach(post -> {
            for (Matcher link = LINK.matcher(post.text()); link.find(); ) {
                hosts.add(link.group(1));
            }
        });
        assertThat(hosts).isEqualTo(EXAMPLE_HOSTS);
    }

    @Test
    void coversEveryValueSeveralTimes() {
        assertThat(WRITTEN_FOR.keySet())
                .isEqualTo(ValueSets.all().defaultSet().dimensions().stream().map(ValueDimension::id).collect(Collectors.toSet()));
        assertThat(WRITTEN_FOR.values()).allSatisfy(ids -> assertThat(ids)
                .hasSizeGreaterThanOrEqualTo(3)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(feed.find(id)).as(id).isPresent()));
    }

    @Test
    void holdsTheHardCases() {
        assertThat(matching("(?is).*ignore all previous instructions.*|.*<system>.*|.*note to any ai.*"))
                .as("prompt injections")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(matching("\\s+")).as("only white space").hasSize(1);
        assertThat(matching("[^\\p{L}\\p{N}\\p{P}]+")).as("emoji, or nothing, only").hasSize(2);
        assertThat(matching("(?is).*designer sunglasses.*")).as("near-duplicates").hasSize(3);
        assertThat(matching("(?is).*nothing says 'we cherish.*|.*oh fantastic, a mandatory fun day.*")).as("sarcasm").hasSize(2);
        assertThat(matching("(?is).*(bin the lot|rules are for people|trees don't pay|tolerance this|nobody keeps their word).*"))
                .as("posts that attack or deny a value")
                .hasSize(5);
        assertThat(matching("(?s).*#\\p{L}.*")).as("hashtags").hasSizeGreaterThan(4);
    }

    @Test
    void speaksSeveralLanguages() throws IOException {
        Map<String, Integer> languages = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                FeedFile.class.getResourceAsStream("/circumplex/cli/sample-feed.jsonl"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                languages.merge(new ObjectMapper().readTree(line).get("lang").asText(), 1, Integer::sum);
            }
        }
        assertThat(languages).containsKeys("en", "es", "fr", "de", "ja", "ar", "pt", "it", "nl");
    }

    private List<Post> matching(String pattern) {
        return feed.posts().stream().filter(post -> post.text().matches(pattern)).toList();
    }

    private static long engagement(Post post) {
        return post.likes().orElseThrow() + post.reposts().orElseThrow() + post.replies().orElseThrow();
    }
}
