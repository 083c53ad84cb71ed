package circumplex.kit;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;

/**
 * Refuses settings that are there but cannot be read, such as {@code 4 MiB} for a number. Micronaut takes the default instead and says
 * nothing, so that a mistake in a limit would look like a limit.
 */
final class SettingsCheck {

    private static final Argument<Integer> PORT = Argument.of(Integer.class);

    private SettingsCheck() {}

    /** @throws ConfigurationProblem naming the first such setting of our own records, or the port */
    static void check(ApplicationContext context) {
        for (BeanDefinition<?> settings :
                context.getBeanDefinitions(Qualifiers.byStereotype(ConfigurationProperties.class))) {
            if (settings.getBeanType().getName().startsWith("circumplex.")) {
                for (Argument<?> setting : settings.getConstructor().getArguments()) {
                    setting.getAnnotationMetadata()
                            .stringValue(Property.class, "name")
                            .ifPresent(name -> requireReadable(context, name, setting));
                }
            }
        }
        requireReadable(context, "grpc.server.port", PORT);
        context.getProperty("grpc.server.port", PORT)
                .ifPresent(port -> Settings.requireRange("grpc.server.port", port, 0, 65_535));
    }

    private static void requireReadable(ApplicationContext context, String name, Argument<?> setting) {
        context.getProperty(name, String.class).ifPresent(text -> {
            if (context.getProperty(name, ConversionContext.of(setting)).isEmpty()) {
                throw new ConfigurationProblem(name + " must be " + kind(setting.getType()) + ", is '" + text + "'");
            }
        });
    }

    private static String kind(Class<?> type) {
        return type == int.class || type == long.class || type == Integer.class || type == Long.class
                ? "a whole number"
                : "of the type " + type.getSimpleName();
    }
}
