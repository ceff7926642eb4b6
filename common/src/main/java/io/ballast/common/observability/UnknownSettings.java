// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reports {@code BALLAST_*} environment variables that no setting reads: a misspelt one would otherwise be ignored in
 * silence. Variables named {@code BALLAST_LOCAL_*} belong to the launcher.
 */
@ApplicationScoped
class UnknownSettings {

    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);

    void check(@Observes StartupEvent event, BeanManager beans) {
        Set<Pattern> known = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .flatMap(UnknownSettings::settings)
                .collect(Collectors.toSet());
        for (String name : unknown(System.getenv().keySet(), known)) {
            LOG.warnf("unknown setting, nobody reads it: variable=%s", name);
        }
    }

    /** The names among {@code variables} that look like ours and match no known setting, sorted. */
    static List<String> unknown(Set<String> variables, Set<Pattern> known) {
        return variables.stream()
                .filter(name -> name.startsWith("BALLAST_") && !name.startsWith("BALLAST_LOCAL_"))
                .filter(name -> known.stream().noneMatch(p -> p.matcher(name).matches()))
                .sorted()
                .toList();
    }

    private static java.util.stream.Stream<Pattern> settings(Type type) {
        if (!(type instanceof Class<?> mapping) || !mapping.isAnnotationPresent(ConfigMapping.class)) {
            return java.util.stream.Stream.empty();
        }
        return ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream()
                .map(UnknownSettings::variable);
    }

    /** The environment form of a setting (MicroProfile Config 3.1, "Environment Variables Mapping Rules"). */
    static Pattern variable(String setting) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < setting.length(); i++) {
            char c = setting.charAt(i);
            if (c == '*') {
                pattern.append(".+");
            } else {
                pattern.append(Character.isLetterOrDigit(c) ? String.valueOf(c).toUpperCase(Locale.ROOT) : "_");
            }
        }
        return Pattern.compile(pattern.toString());
    }
}
