package circumplex.kit.config;

/** The process cannot start as it is configured. The message names the setting and the way out. */
public final class ConfigurationProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationProblem(String message) {
        super(message);
    }
}
