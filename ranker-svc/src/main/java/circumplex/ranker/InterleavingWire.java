package circumplex.ranker;

import circumplex.ranker.compare.Assignment;
import circumplex.ranker.compare.TeamDraft;
import circumplex.ranker.order.Order;
import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.InterleaveRankingsResponse;
import circumplex.ranker.v1.InterleavedPost;
import circumplex.ranker.v1.Team;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One request of {@code InterleaveRankings} as the domain sees it, and the domain's answer as the client sees it. */
final class InterleavingWire {

    private static final int MAX_ID_BYTES = 256;

    private final InterleaveRankingsRequest request;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Order a;
    private final Order b;

    private InterleavingWire(InterleaveRankingsRequest request) {
        this.request = request;
        this.a = order(request.getRankingAList(), "ranking_a");
        this.b = order(request.getRankingBList(), "ranking_b");
    }

    /** @throws InvalidField naming the field that breaks a rule */
    static InterleavingWire read(InterleaveRankingsRequest request) {
        boolean hashed = !request.hasSeed() || request.hasBuckets();
        if (hashed && request.getUnitKey().isEmpty()) {
            throw new InvalidField(
                    "unit_key",
                    RulesWire.REQUIRED,
                    request.hasSeed() ? "a bucket is a hash of it" : "the seed is a hash of it where no seed is given");
        }
        return new InterleavingWire(request);
    }

    InterleaveRankingsResponse answer() {
        Assignment assignment = Assignment.of(request.getUnitKey(), request.getSalt());
        long seed = request.hasSeed()
                ? request.getSeed()
                : assignment.seed(request.getRankingAList(), request.getRankingBList());
        int limit = request.hasTopK() ? request.getTopK() : Integer.MAX_VALUE;
        InterleaveRankingsResponse.Builder answer = InterleaveRankingsResponse.newBuilder().setSeed(seed);
        int[] ranksA = ranks(a);
        int[] ranksB = ranks(b);
        for (TeamDraft.Pick pick : TeamDraft.of(a, b, ids.size(), limit, seed)) {
            InterleavedPost.Builder post =
                    InterleavedPost.newBuilder().setPostId(ids.get(pick.post())).setTeam(team(pick.team()));
            if (ranksA[pick.post()] > 0) {
                post.setRankA(ranksA[pick.post()]);
            }
            if (ranksB[pick.post()] > 0) {
                post.setRankB(ranksB[pick.post()]);
            }
            answer.addPosts(post);
        }
        if (request.hasBuckets()) {
            answer.setBucket(assignment.bucket(request.getBuckets()));
        }
        return answer.build();
    }

    private Order order(List<String> wire, String path) {
        WireVectors.requireUnique(wire, i -> path + "[" + i + "]");
        int[] posts = new int[wire.size()];
        for (int i = 0; i < posts.length; i++) {
            int bytes = wire.get(i).getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > MAX_ID_BYTES) {
                throw new InvalidField(
                        path + "[" + i + "]", WireVectors.LENGTH, "must have 1 to " + MAX_ID_BYTES + " bytes, has " + bytes);
            }
            posts[i] = numbers.computeIfAbsent(wire.get(i), id -> {
                ids.add(id);
                return ids.size() - 1;
            });
        }
        return Order.of(posts);
    }

    /** By post, its place from 1, or 0 if it is not there. */
    private int[] ranks(Order order) {
        int[] ranks = new int[ids.size()];
        for (int place = 0; place < order.size(); place++) {
            ranks[order.post(place)] = place + 1;
        }
        return ranks;
    }

    private static Team team(TeamDraft.Team team) {
        return switch (team) {
            case A -> Team.TEAM_A;
            case B -> Team.TEAM_B;
            case NONE -> Team.TEAM_UNSPECIFIED;
        };
    }
}
