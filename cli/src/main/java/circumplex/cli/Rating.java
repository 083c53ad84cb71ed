package circumplex.cli;

import java.util.Map;

/** What the person of the demonstration says about one post of the sample feed. */
record Rating(String postId, Map<String, Integer> ratings) {}
