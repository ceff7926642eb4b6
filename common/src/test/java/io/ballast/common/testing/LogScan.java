// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which anything secret was logged: a token, a ticket, a bearer header, or a value named to
 * {@link #alsoSecret}. Listens to the whole process, messages, parameters and stack traces included. Registered for
 * every test of a module whose tests run with {@code junit.jupiter.extensions.autodetection.enabled=true}.
 */
public final class LogScan implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Map<String, Pattern> SECRETS = new LinkedHashMap<>();
    private static final Set<String> NAMED = ConcurrentHashMap.newKeySet();
    private static final Formatter MESSAGE = new PatternFormatter("%s");
    private static final Listener LISTENER = new Listener();

    static {
        SECRETS.put("a token", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\."));
        SECRETS.put("a ticket", Pattern.compile("tkt_[A-Za-z0-9_-]{43}"));
        SECRETS.put("a bearer header", Pattern.compile("Bearer "));
    }

    /** From now on this text must not be logged either; for example a password of the test's configuration. */
    public static void alsoSecret(String value) {
        if (value.length() < 6) {
            throw new IllegalArgumentException("too short to be looked for");
        }
        NAMED.add(value);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        listen();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        listen(); // Quarkus, when it starts, takes the handlers away that it finds
    }

    @Override
    public void afterEach(ExtensionContext context) {
        report();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        report();
    }

    /** What is secret in {@code text}, without saying it. */
    public static List<String> secretsIn(String text) {
        List<String> found = new ArrayList<>();
        SECRETS.forEach((name, pattern) -> {
            if (pattern.matcher(text).find()) {
                found.add(name);
            }
        });
        if (NAMED.stream().anyMatch(text::contains)) {
            found.add("a named secret");
        }
        return found;
    }

    private static void listen() {
        Logger root = Logger.getLogger("");
        if (List.of(root.getHandlers()).stream().noneMatch(h -> h == LISTENER)) {
            root.addHandler(LISTENER);
        }
    }

    /** Fails if anything was found since the last report. */
    static void report() {
        List<String> found = LISTENER.takeFound();
        if (!found.isEmpty()) {
            throw new AssertionError("secrets were logged: " + found);
        }
    }

    private static final class Listener extends Handler {

        private final List<String> found = new ArrayList<>();

        Listener() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            String text = text(entry);
            for (String secret : secretsIn(text)) {
                add(secret + " by " + entry.getLoggerName());
            }
        }

        private static String text(LogRecord entry) {
            StringBuilder text = new StringBuilder();
            text.append(MESSAGE.format(entry));
            if (entry.getParameters() != null) {
                text.append(' ').append(List.of(Arrays.deepToString(entry.getParameters())));
            }
            for (Throwable t = entry.getThrown(); t != null; t = t.getCause()) {
                text.append(' ').append(t);
            }
            return text.toString();
        }

        private synchronized void add(String what) {
            found.add(what);
        }

        synchronized List<String> takeFound() {
            List<String> taken = List.copyOf(found);
            found.clear();
            return taken;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
