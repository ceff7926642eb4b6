// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body of unannounced length where it becomes too large. The framework would do so too, with an empty answer,
 * so its own limit is lifted for what is read here; announced lengths are refused before that by {@link AccessFilter}.
 */
@Provider
@ApplicationScoped // not a singleton: that would be made before there is a configuration
class BodyLimit implements ReaderInterceptor {

    private final long limit;

    BodyLimit(VertxHttpConfig http) {
        this.limit = http.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    @ServerRequestFilter(preMatching = true)
    public void lift(RoutingContext context) {
        context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Limited(context.getInputStream(), limit));
        return context.proceed();
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long read;

        Limited(InputStream body, long limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = in.read(into, offset, length);
            count(Math.max(0, some));
            return some;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(count);
            count(skipped);
            return skipped;
        }

        private void count(long more) {
            read += more;
            if (read > limit) {
                throw ProblemException.tooLarge(limit);
            }
        }

        @Override
        public boolean markSupported() {
            return false; // reading again would count again
        }
    }
}
