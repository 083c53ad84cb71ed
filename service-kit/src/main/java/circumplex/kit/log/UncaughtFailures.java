package circumplex.kit.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes failures that nobody caught to the log, where they have no messages. The JVM's own handler prints them whole, and a database's
 * message quotes what people wrote.
 */
public final class UncaughtFailures implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        LOG.error("thread {} ended by a failure", thread.getName(), thrown);
    }
}
