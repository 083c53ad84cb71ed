package circumplex.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A program that acts as a service: it notes its settings in its folder, does what it is told, and notes that it has. */
final class FakeChild {

    private FakeChild() {}

    /** @param args how to behave: serve, die, silent, stubborn or babble; then the service's name */
    public static void main(String[] args) throws IOException, InterruptedException {
        String behaviour = args[0];
        String name = args[1];
        Files.write(Path.of(name + ".env"), settings());
        System.err.println("a line of log");
        switch (behaviour) {
            case "die" -> {
                System.err.println("cannot start: the port is in use");
                System.err.println("\tat some.Frame");
                System.exit(69);
            }
            case "babble" -> System.out.println(name + " serving on nowhere");
            case "stubborn" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(FakeChild::waitForever));
                System.out.println(name + " serving on 127.0.0.1:4711");
            }
            case "serve" -> {
                System.out.println("something else first");
                System.out.println(name + " serving on 127.0.0.1:" + (4000 + name.length()));
            }
            default -> System.out.println("not yet");
        }
        Files.createFile(Path.of(name + ".ready"));
        waitForever();
    }

    private static List<String> settings() {
        Map<String, String> settings = new TreeMap<>(System.getenv());
        return settings.entrySet().stream().map(Object::toString).filter(line -> line.indexOf('\n') < 0).toList();
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
