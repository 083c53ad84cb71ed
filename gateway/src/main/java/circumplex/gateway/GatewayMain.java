package circumplex.gateway;

import circumplex.kit.ServiceProcess;

/** The process {@code gateway}. */
public final class GatewayMain {

    private GatewayMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("gateway", args, RulesWire::compile);
    }
}
