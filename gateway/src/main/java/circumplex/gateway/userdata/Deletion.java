package circumplex.gateway.userdata;

import java.time.Instant;
import java.util.Optional;

/** How far an erasure of a person's data has come. */
record Deletion(String requestId, String userDigest, Part gateway, Part personalizer, Part classifier, Optional<Instant> completedAt) {

    /** What one service has erased. */
    record Part(int recordsDeleted, boolean done) {

        static final Part OPEN = new Part(0, false);

        Part plus(int deleted, boolean nowDone) {
            return new Part(recordsDeleted + deleted, nowDone);
        }
    }

    boolean complete() {
        return gateway.done() && personalizer.done() && classifier.done();
    }

    Deletion withGateway(Part part, Instant now) {
        return at(now, part, personalizer, classifier);
    }

    Deletion withPersonalizer(Part part, Instant now) {
        return at(now, gateway, part, classifier);
    }

    Deletion withClassifier(Part part, Instant now) {
        return at(now, gateway, personalizer, part);
    }

    private Deletion at(Instant now, Part newGateway, Part newPersonalizer, Part newClassifier) {
        Deletion next = new Deletion(requestId, userDigest, newGateway, newPersonalizer, newClassifier, Optional.empty());
        return next.complete()
                ? new Deletion(requestId, userDigest, newGateway, newPersonalizer, newClassifier, Optional.of(now))
                : next;
    }
}
