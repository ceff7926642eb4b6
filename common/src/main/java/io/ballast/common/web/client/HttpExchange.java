// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.client;

import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One request and its answer, within the call's limits. */
final class HttpExchange {

    private static final int TOO_MANY_REQUESTS = 429;
    /** Binance's word for an address banned after ignoring 429. */
    private static final int BANNED = 418;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(1);

    /** What a breaker takes for a sign that the API works. */
    sealed interface Outcome {
        record Answered(HttpAnswer answer) implements Outcome {}

        /** It works, and wants to be asked less. */
        record SlowDown(HttpFailure failure) implements Outcome {}
    }

    private final HttpClient client;
    private final TimeSource time;

    HttpExchange(Vertx vertx, TimeSource time) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setDecompressionSupported(true));
        this.time = time;
    }

    /** Fails with {@link HttpFailure} where the API is to blame. Given up, it leaves no request behind. */
    Uni<Outcome> run(HttpCall call) {
        AtomicReference<@Nullable HttpClientRequest> sent = new AtomicReference<>();
        return Uni.createFrom()
                .<Outcome>emitter(emitter -> send(call, sent, emitter))
                .ifNoItem()
                .after(call.timeLimit())
                .failWith(() -> new HttpFailure("no complete answer within " + call.timeLimit(), 0, null))
                .onTermination()
                .invoke((outcome, failure, cancelled) -> {
                    HttpClientRequest request = sent.get();
                    if (request != null && outcome == null) {
                        request.reset();
                    }
                });
    }

    private void send(
            HttpCall call, AtomicReference<@Nullable HttpClientRequest> sent, UniEmitter<? super Outcome> emitter) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(call.uri().toString())
                .setTimeout(call.timeLimit().toMillis());
        call.headers().forEach(options::putHeader);
        client.request(options)
                .onFailure(failure -> emitter.fail(failure(failure)))
                .onSuccess(request -> {
                    sent.set(request);
                    byte[] body = call.body();
                    (body.length == 0 ? request.send() : request.send(Buffer.buffer(body)))
                            .onFailure(failure -> emitter.fail(failure(failure)))
                            .onSuccess(response -> read(call, response, emitter));
                });
    }

    private void read(HttpCall call, HttpClientResponse response, UniEmitter<? super Outcome> emitter) {
        Buffer parts = Buffer.buffer();
        response.exceptionHandler(failure -> emitter.fail(failure(failure)));
        response.handler(part -> {
            if (parts.length() + part.length() > call.maxBytes()) {
                response.handler(rest -> {});
                emitter.fail(new HttpFailure("answer larger than " + call.maxBytes() + " bytes", 0, null));
            } else {
                parts.appendBuffer(part);
            }
        });
        response.endHandler(end -> judge(response, parts.getBytes(), emitter));
    }

    private void judge(HttpClientResponse response, byte[] body, UniEmitter<? super Outcome> emitter) {
        int status = response.statusCode();
        Duration wait = RetryAfter.parse(response.getHeader("Retry-After"), time.now());
        if (status >= 500) {
            emitter.fail(new HttpFailure("status " + status, status, wait));
        } else if (status == TOO_MANY_REQUESTS || status == BANNED && wait != null) {
            emitter.complete(new Outcome.SlowDown(
                    new HttpFailure("status " + status, status, wait == null ? WITHOUT_A_WORD : wait)));
        } else {
            Map<String, String> headers = new HashMap<>();
            response.headers().forEach((name, value) -> headers.putIfAbsent(name, value));
            emitter.complete(new Outcome.Answered(new HttpAnswer(status, headers, body)));
        }
    }

    /** The kind of failure; messages of the client may have the address, and that a query. */
    private static HttpFailure failure(Throwable failure) {
        return failure instanceof HttpFailure known
                ? known
                : new HttpFailure("no answer: " + failure.getClass().getSimpleName(), 0, null);
    }
}
