package circumplex.cli.print;

import circumplex.gateway.v1.RankFeedResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A ranking as the Prosocial Ranking Challenge asks for it: the ids, first to last. */
public final class RankedIds {

    private RankedIds() {}

    public static String of(RankFeedResponse answer) {
        ObjectNode document = Json.object();
        ArrayNode ids = document.putArray("ranked_ids");
        answer.getRankedList().forEach(post -> ids.add(post.getPostId()));
        return Json.line(document);
    }
}
