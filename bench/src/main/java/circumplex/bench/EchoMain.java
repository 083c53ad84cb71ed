package circumplex.bench;

import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.MethodDescriptor;
import java.io.IOException;

/**
 * The echo of {@code RankPosts} as a process of its own, as ranker-svc is. Takes the number of bytes of its answer, says its port, and
 * ends when its standard input does.
 */
final class EchoMain {

    private EchoMain() {}

    public static void main(String[] args) throws IOException {
        byte[] answer = new byte[Integer.parseInt(args[0])];
        MethodDescriptor<?, ?> call = RankerServiceGrpc.getRankPostsMethod();
        try (EchoServer echo = new EchoServer(answer, String.valueOf(call.getServiceName()), String.valueOf(call.getBareMethodName()))) {
            System.out.println(echo.port());
            while (System.in.read() >= 0) {
                // Nobody says anything; the end of the input is what is waited for.
            }
        }
    }
}
