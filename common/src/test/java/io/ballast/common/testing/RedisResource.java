// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For {@code @QuarkusTest}: a real Redis, a free port to listen on, and the key that {@link TestTokens} signs with. */
public class RedisResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedRedis redis;

    @Override
    public Map<String, String> start() {
        EmbeddedRedis started = EmbeddedRedis.start();
        redis = started;
        return Map.of(
                "ballast.redis.url",
                started.url(),
                "ballast.redis.backoff-ceiling",
                "500ms",
                "quarkus.http.test-port",
                "0",
                "ballast.security.public-key",
                TestTokens.publicKeyFile().toString());
    }

    @Override
    public void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        if (redis != null) {
            injector.injectIntoFields(redis, new TestInjector.MatchesType(EmbeddedRedis.class));
        }
    }
}
