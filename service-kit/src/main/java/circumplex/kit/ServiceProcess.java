package circumplex.kit;

import circumplex.kit.call.ContractRules;
import circumplex.kit.config.DataFolder;
import circumplex.kit.database.DatabaseSettings;
import circumplex.kit.drain.CallsUnderWay;
import circumplex.kit.drain.Drain;
import circumplex.kit.drain.DrainLimits;
import circumplex.kit.drain.Draining;
import circumplex.kit.drain.ProcessEnd;
import circumplex.kit.log.UncaughtFailures;
import io.grpc.Server;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import java.io.PrintStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * One service as a process: starts the context, opens the port, warms up, says SERVING, and ends when it is told to.
 *
 * <p>The one line on standard output, {@code NAME serving on HOST:PORT}, appears when the service is ready; everything else goes to
 * the log on standard error.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private final String name;
    private final ApplicationContext context;
    private final GrpcEmbeddedServer server;

    private ServiceProcess(String name, ApplicationContext context) {
        this.name = name;
        this.context = context;
        this.server = context.getBean(GrpcEmbeddedServer.class);
    }

    /**
     * Runs until the process is told to stop. A start that fails is one sentence on standard error and an exit code.
     *
     * @param beside what takes long and needs no context, each on a thread of its own while the service starts; it says nothing of its
     *     failures, because whoever needs it meets them
     */
    public static void run(String name, String[] args, Runnable... beside) {
        // gRPC logs through the JDK, whose own handler would print messages of exceptions.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures());
        List.of(beside).forEach(ServiceProcess::begin);
        ProcessEnd end = new ProcessEnd();
        Optional<Rehearsal> rehearsal = Rehearsal.wanted() ? Optional.of(Rehearsal.begin()) : Optional.empty();
        ServiceProcess process;
        try {
            end.listen();
            process = start(name, rehearsal.map(each -> each.settings(name)).orElse(Map.of()), args);
        } catch (RuntimeException | Error e) {
            if (end.begun()) {
                return;
            }
            StartFailure failure = StartFailure.of(name, e);
            failure.print(System.err);
            System.exit(failure.exitCode());
            return;
        }
        if (rehearsal.isPresent()) {
            rehearsal.get().of(process);
            return;
        }
        end.closeFirst(process::close, process.bean(DrainLimits.class));
        process.announce(System.out);
        process.awaitEnd();
    }

    /**
     * Starts a service in this JVM.
     *
     * @param properties settings that win over the configuration file and the environment
     */
    public static ServiceProcess start(String name, Map<String, Object> properties, String... args) {
        begin(ContractRules::validator);
        Map<String, Object> settings = new HashMap<>(DatabaseSettings.of(shortName(name), System.getenv()));
        settings.put("circumplex.service", shortName(name));
        settings.put(DataFolder.SETTING, DataFolder.of(System.getenv()));
        settings.putAll(properties);
        DatabaseSettings.prepare(settings);
        ApplicationContext context = ApplicationContext.builder()
                .args(args)
                .properties(settings)
                .banner(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .bootstrapEnvironment(false)
                .build();
        try {
            context.start();
            SettingsCheck.check(context);
            ServiceProcess process = new ServiceProcess(name, context);
            process.serve();
            return process;
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "start");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code personalizer} for {@code personalizer-svc}: names its database file and, in capitals, its variables. */
    static String shortName(String name) {
        return name.replaceAll("-svc$", "");
    }

    public int port() {
        return server.getPort();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of a type, none if there is none. */
    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type);
    }

    /** Ends the service as a signal would, see {@link Drain}. */
    @Override
    public void close() {
        if (context.isRunning()) {
            drain();
            context.close();
            LOG.info("{} stopped", name);
        }
    }

    private void drain() {
        try {
            new Drain(
                            bean(DrainLimits.class),
                            bean(ServerHealth.class),
                            server.getServer(),
                            bean(CallsUnderWay.class),
                            context.getBeansOfType(Draining.class))
                    .run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        server.start();
        for (WarmUp warmUp : context.getBeansOfType(WarmUp.class)) {
            warmUp.warmUp();
        }
        context.getBean(ServerHealth.class).serving();
        LOG.info("{} serving on port {}", name, port());
    }

    void announce(PrintStream out) {
        out.printf(Locale.ROOT, "%s serving on %s:%d%n", name, server.getHost(), port());
        out.flush();
    }

    private void awaitEnd() {
        try {
            Server grpc = server.getServer();
            grpc.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
