package circumplex.kit.drain;

import circumplex.kit.config.ConfigurationProblem;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The signals that ask a process to end, taken from the JVM. By itself it runs its shutdown hooks, all at once, H2's among them,
 * which closes its databases beside calls that still use them; it would not hear a second signal, and would end with 143.
 *
 * <p>By reflection: {@code sun.misc.Signal} is supported in the module {@code jdk.unsupported}, but the compiler warns of it with a
 * warning that nothing can switch off.
 */
final class Signals {

    private static final List<String> NAMES = List.of("TERM", "INT");

    private Signals() {}

    /** @throws ConfigurationProblem if this JVM does not let go of the signals, for example because of its option {@code -Xrs} */
    static void handle(IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                handler.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                return null;
            });
            for (String name : NAMES) {
                signal.getMethod("handle", signal, handlerType)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new ConfigurationProblem("cannot listen to SIGTERM: this Java has no module jdk.unsupported, or runs with -Xrs");
        }
    }
}
