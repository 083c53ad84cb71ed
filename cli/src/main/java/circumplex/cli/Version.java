package circumplex.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {

    private static final String BUILT = "/META-INF/maven/circumplex/circumplex-cli/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream stream = Version.class.getResourceAsStream(BUILT)) {
            Properties built = new Properties();
            if (stream != null) {
                built.load(stream);
            }
            return new String[] {"circumplex " + built.getProperty("version", "(not from a jar)")};
        }
    }
}
