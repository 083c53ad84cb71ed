package circumplex.bench.durability;

import circumplex.bench.durability.Findings.Kind;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rates posts for one person after another, several posts a request, some posts again, and sends some requests twice. */
final class AnnotationWriter implements Writer {

    private static final int REQUESTS_PER_PERSON = 4;
    private static final int REPEATS_ONE_IN = 5;

    private final ValueSet set = ValueSets.all().defaultSet();
    private final SplittableRandom random;
    private final Findings findings;
    private final List<Person> people = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    AnnotationWriter(SplittableRandom random, Findings findings) {
        this.random = random;
        this.findings = findings;
    }

    private record Answered(RecordAnnotationsRequest request, RecordAnnotationsResponse answer) {}

    private static final class Person {
        private final String id;
        private final List<Answered> answered = new ArrayList<>();
        private @Nullable RecordAnnotationsRequest unanswered;

        Person(String id) {
            this.id = id;
        }

        Map<String, Map<String, Integer>> known() {
            Map<String, Map<String, Integer>> ratings = new HashMap<>();
            answered.forEach(each -> Ratings.apply(each.request(), ratings));
            return ratings;
        }
    }

    @Override
    public void write(Channel channel) {
        PersonalizerServiceBlockingStub stub = stub(channel);
        if (people.isEmpty() || people.get(people.size() - 1).answered.size() == REQUESTS_PER_PERSON) {
            people.add(new Person("person-" + Ids.uuid(random)));
        }
        Person person = people.get(people.size() - 1);
        if (!person.answered.isEmpty() && random.nextInt(REPEATS_ONE_IN) == 0) {
            repeat(stub, person.answered.get(person.answered.size() - 1));
            return;
        }
        RecordAnnotationsRequest request = request(person);
        person.unanswered = request;
        RecordAnnotationsResponse answer = stub.recordAnnotations(request);
        person.answered.add(new Answered(request, answer));
        person.unanswered = null;
        acknowledged.incrementAndGet();
    }

    @Override
    public int acknowledged() {
        return acknowledged.get();
    }

    @Override
    public Stream<Runnable> comparisons(Channel channel) {
        return people.stream().map(person -> () -> check(stub(channel), person));
    }

    private void check(PersonalizerServiceBlockingStub stub, Person person) {
        Map<String, Map<String, Integer>> known = person.known();
        Map<String, Map<String, Integer>> found = read(stub, person.id);
        RecordAnnotationsRequest unanswered = person.unanswered;
        Map<String, Map<String, Integer>> finished = new HashMap<>(known);
        if (unanswered != null) {
            Ratings.apply(unanswered, finished);
        }
        if (!found.equals(known) && !found.equals(finished)) {
            findings.add(Ratings.within(found, known) ? Kind.LOST : Kind.TORN, "annotations of " + person.id);
        }
        person.answered.forEach(answered -> repeat(stub, answered));
        if (!read(stub, person.id).equals(found)) {
            findings.add(Kind.REPEATED, "annotations of " + person.id);
        }
        if (unanswered != null) {
            finish(stub, unanswered, known, finished);
        }
    }

    private void repeat(PersonalizerServiceBlockingStub stub, Answered earlier) {
        if (!lasting(stub.recordAnnotations(earlier.request())).equals(lasting(earlier.answer()))) {
            findings.add(Kind.FORGOTTEN, "the answer to " + earlier.request().getRequestId());
        }
    }

    /** What a repetition is answered too: not what changed, and not what is true only now. */
    private static RecordAnnotationsResponse lasting(RecordAnnotationsResponse answer) {
        return answer.toBuilder().clearWithdrawnContentKeys().clearChanges().clearAnnotatedContentKeys().build();
    }

    /** A client that got no answer asks again; whether it was done before or not, the answer is that of the first time. */
    private void finish(
            PersonalizerServiceBlockingStub stub,
            RecordAnnotationsRequest request,
            Map<String, Map<String, Integer>> known,
            Map<String, Map<String, Integer>> finished) {
        RecordAnnotationsResponse answer = stub.recordAnnotations(request);
        if (answer.getAdded() != finished.size() - known.size() || answer.getTotal() != finished.size()) {
            findings.add(Kind.REPEATED, request.getRequestId() + ", asked again after the crash, was answered as if it were new");
        }
        if (!read(stub, request.getUserId()).equals(finished)) {
            findings.add(Kind.LOST, request.getRequestId() + ", asked again after the crash");
        }
    }

    private RecordAnnotationsRequest request(Person person) {
        RecordAnnotationsRequest.Builder request = RecordAnnotationsRequest.newBuilder()
                .setRequestId(Ids.uuid(random))
                .setUserId(person.id)
                .setValueSet(WireValueSets.ref(set));
        int posts = random.nextInt(1, 4);
        for (int i = 0; i < posts; i++) {
            // Few posts for each person, so that some are rated again.
            String key = String.format("%064x", person.answered.size() + 2L * i);
            request.addAnnotations(Annotation.newBuilder()
                    .setContentKey(key)
                    .putRatings(set.dimension(random.nextInt(set.size())).id(), random.nextInt(7))
                    .putRatings("face", random.nextInt(7))
                    .addBaseScores(Ratings.scores(set, key)));
        }
        return request.build();
    }

    private Map<String, Map<String, Integer>> read(PersonalizerServiceBlockingStub stub, String person) {
        Map<String, Map<String, Integer>> found = new HashMap<>();
        stub.exportUserData(ExportUserDataRequest.newBuilder().setUserId(person).build()).forEachRemaining(record -> keep(record, person, found));
        return found;
    }

    private void keep(ExportUserDataResponse record, String person, Map<String, Map<String, Integer>> found) {
        Annotation annotation = record.getAnnotation();
        boolean twice = found.put(annotation.getContentKey(), annotation.getRatingsMap()) != null;
        if (twice || !Ratings.sameScores(annotation, Ratings.scores(set, annotation.getContentKey()))) {
            findings.add(Kind.TORN, "a post of " + person + (twice ? " twice" : " with other scores"));
        }
    }

    private static PersonalizerServiceBlockingStub stub(Channel channel) {
        return PersonalizerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}
