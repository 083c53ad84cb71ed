package circumplex.bench.durability;

import circumplex.bench.durability.Findings.Kind;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.Profile;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc.ProfileServiceBlockingStub;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.UpdateProfileResponse;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses weights for one person after another, a few times each, and sends some requests twice. */
final class ProfileWriter implements Writer {

    private static final int CHANGES_PER_PERSON = 3;
    private static final int REPEATS_ONE_IN = 5;

    private final SplittableRandom random;
    private final Findings findings;
    private final List<Person> people = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    ProfileWriter(SplittableRandom random, Findings findings) {
        this.random = random;
        this.findings = findings;
    }

    private record Answered(UpdateProfileRequest request, UpdateProfileResponse answer) {}

    private static final class Person {
        private final Profile beginning;
        private final List<Answered> answered = new ArrayList<>();
        private @Nullable UpdateProfileRequest unanswered;

        Person(Profile beginning) {
            this.beginning = beginning;
        }

        /** What the person was told last. */
        Profile known() {
            return answered.isEmpty() ? beginning : answered.get(answered.size() - 1).answer().getProfile();
        }
    }

    @Override
    public void write(Channel channel) {
        ProfileServiceBlockingStub stub = stub(channel);
        Person person = people.isEmpty() ? meet(stub) : people.get(people.size() - 1);
        if (person.answered.size() == CHANGES_PER_PERSON) {
            person = meet(stub);
        }
        if (!person.answered.isEmpty() && random.nextInt(REPEATS_ONE_IN) == 0) {
            repeat(stub, person.answered.get(person.answered.size() - 1));
            return;
        }
        UpdateProfileRequest request = UpdateProfileRequest.newBuilder()
                .setRequestId(Ids.uuid(random))
                .setUserId(person.beginning.getUserId())
                .setEtag(person.known().getEtag())
                .putWeights("achievement", thousandths())
                .putWeights("benevolence_caring", thousandths())
                .putWeights("face", thousandths())
                .build();
        person.unanswered = request;
        UpdateProfileResponse answer = stub.updateProfile(request);
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

    private void check(ProfileServiceBlockingStub stub, Person person) {
        Profile found = read(stub, person.beginning.getUserId());
        UpdateProfileRequest unanswered = person.unanswered;
        boolean done = unanswered != null && found.getWeightsMap().equals(unanswered.getWeightsMap());
        if (!done && !found.equals(person.known())) {
            findings.add(isOlder(found, person) ? Kind.LOST : Kind.TORN, "the profile of " + person.beginning.getUserId());
        }
        person.answered.forEach(answered -> repeat(stub, answered));
        if (!read(stub, person.beginning.getUserId()).equals(found)) {
            findings.add(Kind.REPEATED, "a change of the profile of " + person.beginning.getUserId());
        }
        if (unanswered != null) {
            finish(stub, unanswered, done ? found : null);
        }
    }

    private static boolean isOlder(Profile found, Person person) {
        return found.equals(person.beginning)
                || person.answered.stream().anyMatch(answered -> answered.answer().getProfile().equals(found));
    }

    private void repeat(ProfileServiceBlockingStub stub, Answered earlier) {
        try {
            if (!stub.updateProfile(earlier.request()).equals(earlier.answer())) {
                findings.add(Kind.FORGOTTEN, "the answer to " + earlier.request().getRequestId());
            }
        } catch (StatusRuntimeException e) {
            if (asIfUnknown(e)) {
                findings.add(Kind.FORGOTTEN, earlier.request().getRequestId() + " is answered with " + e.getStatus().getCode());
            } else {
                throw e;
            }
        }
    }

    /** A client that got no answer asks again, and it is as if it had asked once. */
    private void finish(ProfileServiceBlockingStub stub, UpdateProfileRequest request, @Nullable Profile done) {
        try {
            Profile answer = stub.updateProfile(request).getProfile();
            if (done != null && !answer.equals(done)) {
                findings.add(Kind.REPEATED, request.getRequestId() + ", which was done but not answered");
            }
            if (!read(stub, request.getUserId()).equals(answer)) {
                findings.add(Kind.LOST, request.getRequestId() + ", asked again after the crash");
            }
        } catch (StatusRuntimeException e) {
            findings.add(Kind.TORN, request.getRequestId() + " cannot be finished: " + e.getStatus().getCode());
        }
    }

    /** Whether the service answered, and as if it had never heard of the request. */
    private static boolean asIfUnknown(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case ABORTED, NOT_FOUND, FAILED_PRECONDITION, INVALID_ARGUMENT -> true;
            default -> false;
        };
    }

    private Person meet(ProfileServiceBlockingStub stub) {
        Person person = new Person(read(stub, "person-" + Ids.uuid(random)));
        people.add(person);
        return person;
    }

    private static Profile read(ProfileServiceBlockingStub stub, String userId) {
        return stub.getProfile(GetProfileRequest.newBuilder().setUserId(userId).build()).getProfile();
    }

    private static ProfileServiceBlockingStub stub(Channel channel) {
        return ProfileServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private double thousandths() {
        return random.nextInt(-1000, 1001) / 1000.0;
    }
}
