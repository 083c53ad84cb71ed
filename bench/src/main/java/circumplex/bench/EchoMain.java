package circumplex.bench;

import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.MethodDescriptor;
import java.io.IOException;

/**
 * The echo of {@code RankPosts} or {@code PersonalizeScores} as a process of its own, as their services are. Takes the number of bytes of its
 * answer, and {@code personalizer} for the latter, says its port, and ends when its standard input does.
 */
final class EchoMain {

    private EchoMain() {}

    public static void main(String[] args) throws IOException {
        byte[] answer = new byte[Integer.parseInt(args[0])];
        MethodDescriptor<?, ?> call = args.length > 1 && args[1].equals("personalizer")
                ? PersonalizerServiceGrpc.getPersonalizeScoresMethod()
                : RankerServiceGrpc.getRankPostsMethod();
        try (EchoServer echo = new EchoServer(answer, String.valueOf(call.getServiceName()), String.valueOf(call.getBareMethodName()))) {
            System.out.println(echo.port());
            while (System.in.read() >= 0) {
                // Nobody says anything; the end of the input is what is waited for.
            }
        }
    }
}
