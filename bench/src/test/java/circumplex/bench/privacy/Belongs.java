package circumplex.bench.privacy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where the words of which places may be, and why; everything else is a leak. */
enum Belongs {
    /** What services keep about people is kept under the person. */
    PERSON("column (gateway\\.profile|personalizer\\.(person|annotation|annotation_tally|calibration_state|answer)|classifier\\.kept_text)\\.user_id", ".* (keep_for_)?user_id"),
    /** Texts are kept for whoever annotates them, and for whom a client of classifier-svc says. */
    TEXT("column classifier\\.kept_text\\.text", ".*(ClassifyPosts|Annotate) posts\\.text"),
    REPLIED_TO("column classifier\\.kept_text\\.replied_to_text", ".*ClassifyPosts posts\\.replied_to_text"),
    /** A write is known again by its id, and so is an erasure. */
    REQUEST("column .*\\.(idempotency|deletion)\\.request_id", ".* request_id"),
    /** Whoever calls personalizer-svc itself names texts and scorers as it likes; the names are kept with the ratings. */
    CONTENT_KEY("column personalizer\\.(annotation\\.content_key|annotation_tally\\.tally)", ".*RecordAnnotations annotations\\.content_key"),
    SCORER("column personalizer\\.(annotation\\.base_scores|annotation_tally\\.tally)", ".*RecordAnnotations annotations\\.base_scores\\.scorer_id"),
    /** The same in the files of the databases, where a row that was erased may be legible until its page is used again. */
    FILE("database file .*", ".* ((keep_for_)?user_id|request_id|posts\\.(replied_to_)?text|annotations\\.content_key|annotations\\.base_scores\\.scorer_id)"),
    /** A table that was imported is there for training. */
    TABLE("file personalizer-svc/calibrators/datasets/.*", ".*ImportDataset content: . people and posts"),
    /** The scorers that an operator wants a model of stand with the job, and in why it failed. */
    TRAINING("column personalizer\\.model_job\\.(scorer_ids|failure)|database file .*", ".*StartTraining scorer_ids"),
    /** An error names the value or the value set that does not exist, to the client that sent the name. */
    NAME_IN_ERROR("errors", ".* ((candidates\\.)?weights|(posts\\.|annotations\\.)?ratings)\\.key|.*\\.withdrawn_value_ids|.* value_sets?\\.id|.*limits\\.value_id|.*StartTraining settings\\.key"),
    /** A client that gives its call an id finds it in the log and in errors. */
    CALL_ID("log .*|errors", "header\\.x-request-id"),
    /** Clients address this header to the tracing system. */
    TRACE_STATE("traces", "header\\.tracestate");

    private final Pattern where;
    private final Pattern place;

    Belongs(String where, String place) {
        this.where = Pattern.compile(where);
        this.place = Pattern.compile(place);
    }

    /** What was found where it may not be, by where. */
    static Map<String, Set<String>> notIn(Map<String, Set<String>> found) {
        Map<String, Set<String>> leaks = new TreeMap<>();
        found.forEach((where, places) -> {
            Set<String> left = new TreeSet<>(places);
            left.removeIf(place -> List.of(values()).stream().anyMatch(rule -> rule.allows(where, place)));
            if (!left.isEmpty()) {
                leaks.put(where, left);
            }
        });
        return leaks;
    }

    /** Whether something was found where this rule says that it may be. */
    boolean seenIn(Map<String, Set<String>> found) {
        return found.entrySet().stream()
                .anyMatch(entry -> entry.getValue().stream().anyMatch(each -> allows(entry.getKey(), each)));
    }

    private boolean allows(String where, String place) {
        return this.where.matcher(where).matches() && this.place.matcher(place).matches();
    }
}
