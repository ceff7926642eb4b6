// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** GET requests to venues, with a time limit and a size limit. */
final class VenueRest {

    private static final int TOO_MANY_REQUESTS = 429;
    /** Binance's word for an address banned after ignoring 429. */
    private static final int BANNED = 418;

    private final HttpClient client;
    private final Duration timeout;
    private final int maxBytes;
    private final TimeSource time;

    VenueRest(Vertx vertx, Duration timeout, int maxBytes, TimeSource time) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()));
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.time = time;
    }

    /** Fails with {@link RestFailure} where the venue, and not the request, is to blame. */
    Uni<Line.Reply> get(String url) {
        return Uni.createFrom()
                .completionStage(() -> client.request(new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setAbsoluteURI(url)
                                .setTimeout(timeout.toMillis()))
                        .compose(HttpClientRequest::send)
                        .compose(this::reply)
                        .toCompletionStage())
                .ifNoItem()
                .after(timeout.multipliedBy(2)) // the request's own limit covers waiting, not a body that trickles in
                .failWith(() -> new RestFailure("no complete answer in time", null));
    }

    private Future<Line.Reply> reply(HttpClientResponse response) {
        int status = response.statusCode();
        if (status == 200) {
            return body(response).map(Line.Reply.Ok::new);
        }
        if (status >= 500 || status == TOO_MANY_REQUESTS || status == BANNED) {
            return Future.failedFuture(
                    new RestFailure("status " + status, retryAfter(response.getHeader("Retry-After"))));
        }
        return Future.succeededFuture(new Line.Reply.Refused(status));
    }

    private Future<byte[]> body(HttpClientResponse response) {
        Promise<byte[]> whole = Promise.promise();
        Buffer parts = Buffer.buffer();
        response.handler(part -> {
            if (parts.length() + part.length() > maxBytes) {
                whole.tryFail(new RestFailure("answer larger than " + maxBytes + " bytes", null));
                response.request().reset();
            } else {
                parts.appendBuffer(part);
            }
        });
        response.endHandler(end -> whole.tryComplete(parts.getBytes()));
        response.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    /** RFC 9110, 10.2.3: seconds or a date. */
    @Nullable
    Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            if (header.chars().allMatch(Character::isDigit)) {
                return Duration.ofSeconds(
                        Math.min(Long.parseLong(header), Duration.ofDays(3).toSeconds()));
            }
            Duration left = Duration.between(
                    time.now(),
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /** The venue cannot or will not answer now. */
    static final class RestFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        RestFailure(String message, @Nullable Duration retryAfter) {
            super(message, null, false, false);
            this.retryAfter = retryAfter;
        }

        @Nullable
        Duration retryAfter() {
            return retryAfter;
        }
    }
}
