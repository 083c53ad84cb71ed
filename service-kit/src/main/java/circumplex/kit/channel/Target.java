package circumplex.kit.channel;

import circumplex.kit.config.ConfigurationProblem;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the replicas of a service are: {@code host:port} or {@code dns:///host:port} for every address that the name has, or
 * {@code static:///host:port,host:port} for a list.
 *
 * @param uri as gRPC takes it
 */
record Target(String uri) {

    private static final String DNS = "dns:///";
    private static final String STATIC = StaticResolver.SCHEME + ":///";

    /** A name, an IPv4 address or an IPv6 address in brackets, and a port from 1 to 65535. */
    private static final Pattern ADDRESS = Pattern.compile(
            "([^\\s,:/?#%\\[\\]]+|\\[[0-9A-Fa-f:.]+])"
                    + ":([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])");

    /**
     * @param setting the configuration setting, for the error message
     * @throws ConfigurationProblem if {@code text} cannot be the address of a service
     */
    static Target parse(String setting, String text) {
        if (text.startsWith(STATIC)) {
            return list(setting, text, Arrays.asList(text.substring(STATIC.length()).split(",", -1)));
        }
        String address = text.startsWith(DNS) ? text.substring(DNS.length()) : text;
        requireAddress(setting, text, address);
        return new Target(DNS + encoded(address));
    }

    private static Target list(String setting, String text, List<String> addresses) {
        addresses.forEach(address -> requireAddress(setting, text, address));
        if (addresses.stream().distinct().count() < addresses.size()) {
            throw new ConfigurationProblem(setting + " must name every address once, is '" + text + "'");
        }
        return new Target(STATIC + encoded(String.join(",", addresses)));
    }

    private static void requireAddress(String setting, String text, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw new ConfigurationProblem(setting
                    + " must be host:port, dns:///host:port or static:///host:port,host:port, is '" + text + "'");
        }
    }

    /** The brackets of IPv6 mean something else in a URI. */
    private static String encoded(String address) {
        return address.replace("[", "%5B").replace("]", "%5D");
    }
}
