package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small feeds with authors, and the fewest posts that any order within a bound has beyond a cap, by trying all orders. */
final class ConfinedOrders {

    private ConfinedOrders() {}

    /** One feed: who wrote what, what keeps its slot, and the order that is wanted. */
    static final class Case {

        private final Order wanted;
        private final boolean[] pinned;
        private final Authors authors;
        private final int[] authorNumbers;

        Case(Order wanted, boolean[] pinned, Authors authors, int[] authorNumbers) {
            this.wanted = wanted;
            this.pinned = pinned;
            this.authors = authors;
            this.authorNumbers = authorNumbers;
        }

        Order wanted() {
            return wanted;
        }

        boolean[] pinned() {
            return pinned;
        }

        Authors authors() {
            return authors;
        }

        int[] authorNumbers() {
            return authorNumbers;
        }

        static Case random(Random random, int posts, boolean withPinned) {
            int authors = 2 + random.nextInt(3);
            int[] numbers = IntStream.range(0, posts)
                    .map(post -> random.nextInt(6) == 0 ? -1 : random.nextInt(authors))
                    .toArray();
            boolean[] pinned = new boolean[posts];
            for (int post = 0; withPinned && post < posts; post++) {
                pinned[post] = random.nextInt(5) == 0;
            }
            List<Integer> free =
                    IntStream.range(0, posts).filter(post -> !pinned[post]).boxed().collect(Collectors.toList());
            Collections.shuffle(free, random);
            int[] wanted = new int[posts];
            int next = 0;
            for (int place = 0; place < posts; place++) {
                wanted[place] = pinned[place] ? place : free.get(next++);
            }
            return new Case(Order.of(wanted), pinned, Authors.of(numbers), numbers);
        }

        @Override
        public String toString() {
            return "authors " + Arrays.toString(authorNumbers) + ", pinned " + Arrays.toString(pinned) + ", wanted " + wanted;
        }
    }

    /** The fewest posts beyond {@code cap} in any order that keeps the bound and the pinned posts. */
    static int fewest(Case feed, AuthorCap cap, int bound) {
        int size = feed.pinned().length;
        return fewest(feed, cap, bound, new int[size], new boolean[size], 0, 0, size + 1);
    }

    private static int fewest(
            Case feed, AuthorCap cap, int bound, int[] order, boolean[] used, int place, int soFar, int best) {
        if (soFar >= best || place == order.length) {
            return Math.min(soFar, best);
        }
        int fewest = best;
        for (int post = 0; post < order.length; post++) {
            boolean moves = post != place;
            if (used[post] || Math.abs(post - place) > bound || (moves && (feed.pinned()[post] || feed.pinned()[place]))) {
                continue;
            }
            used[post] = true;
            order[place] = post;
            int same = 0;
            for (int other = Math.max(0, place - cap.window() + 1); other <= place; other++) {
                int author = feed.authorNumbers()[post];
                same += author >= 0 && feed.authorNumbers()[order[other]] == author ? 1 : 0;
            }
            fewest = fewest(feed, cap, bound, order, used, place + 1, soFar + (same > cap.maxPosts() ? 1 : 0), fewest);
            used[post] = false;
        }
        return fewest;
    }
}
