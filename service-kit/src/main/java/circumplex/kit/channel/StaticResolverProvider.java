package circumplex.kit.channel;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes {@code static:///} known to gRPC, which finds it by {@code META-INF/services}. */
public final class StaticResolverProvider extends NameResolverProvider {

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!StaticResolver.SCHEME.equals(target.getScheme())) {
            return null;
        }
        String list = target.getPath().replaceFirst("^/", "");
        Executor offload = args.getOffloadExecutor();
        return new StaticResolver(Arrays.asList(list.split(",", -1)), offload == null ? Runnable::run : offload);
    }

    @Override
    public String getDefaultScheme() {
        return StaticResolver.SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    /** Below that of DNS, which stays what a target without a scheme means. */
    @Override
    protected int priority() {
        return 4;
    }
}
