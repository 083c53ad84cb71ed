package circumplex.kit.config;

/** A port beside the one of the service cannot be listened on. */
public final class PortProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /** @param setting the variable of the port without the name of the service, for example {@code ADMIN_PORT} */
    public PortProblem(String setting, Throwable cause) {
        super(setting, cause);
        this.setting = setting;
    }

    public String setting() {
        return setting;
    }
}
