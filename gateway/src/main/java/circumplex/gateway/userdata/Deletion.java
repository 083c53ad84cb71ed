package circumplex.gateway.userdata;

import java.time.Instant;
import java.util.Optional;

/** How far an erasure of a person's data has come. */
record Deletion(String requestId, String userDigest, Part gateway, Part personalizer, Optional<Instant> completedAt) {

    /** What one service has erased. */
    record Part(int recordsDeleted, boolean done) {

        static final Part OPEN = new Part(0, false);

        Part plus(int deleted, boolean nowDone) {
            return new Part(recordsDeleted + deleted, nowDone);
        }
    }

    boolean complete() {
        return gateway.done() && personalizer.done();
    }

    Deletion with(Part newGateway, Part newPersonalizer, Instant now) {
        boolean finished = newGateway.done() && newPersonalizer.done();
        return new Deletion(
                requestId, userDigest, newGateway, newPersonalizer, finished ? Optional.of(now) : Optional.empty());
    }
}
