package circumplex.cli.services;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a service listens. */
public record Address(String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])[:]([0-9]{1,5})");

    public Address {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not an address: host '" + host + "', port " + port);
        }
    }

    /** @throws IllegalArgumentException if {@code typed} is not {@code HOST:PORT} or {@code [IPV6]:PORT} */
    public static Address parse(String typed) {
        Matcher parts = FORM.matcher(typed);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be HOST:PORT, for example 127.0.0.1:8980");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
        return new Address(parts.group(1), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
