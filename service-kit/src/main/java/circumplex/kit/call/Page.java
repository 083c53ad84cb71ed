package circumplex.kit.call;

import circumplex.kit.refusal.Refusal;
import java.util.List;

/**
 * One page of a list that a service holds whole.
 *
 * @param items what is on the page
 * @param nextToken what leads to the next page; empty on the last
 */
public record Page<T>(List<T> items, String nextToken) {

    private static final int DEFAULT_SIZE = 50;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of {@code all}.
     *
     * @param size 0 for the default, 50
     * @param token {@code nextToken} of the page before, or empty
     * @throws Refusal INVALID_REQUEST at {@code page_token} if the token is none of ours
     */
    public static <T> Page<T> of(List<T> all, int size, String token) {
        int from = token.isEmpty() ? 0 : start(token, all.size());
        int to = (int) Math.min(all.size(), (long) from + (size == 0 ? DEFAULT_SIZE : size));
        return new Page<>(all.subList(from, to), to == all.size() ? "" : Integer.toString(to));
    }

    private static int start(String token, int size) {
        if (token.matches("[1-9][0-9]{0,8}")) {
            int start = Integer.parseInt(token);
            if (start < size) {
                return start;
            }
        }
        throw Refusal.invalid("page_token", "page_token", "is not a token of this list");
    }
}
