// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.testing.EmbeddedRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Redis may be and how it is reached, over real servers. */
class RedisAddressTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration FAILOVER = Duration.ofSeconds(20);
    private static final char[] PASSWORD = "unsaid".toCharArray();

    @TempDir
    Path files;

    @Test
    void overTlsWithTheServersCertificateTrustedAndAClientsCertificate() throws Exception {
        Path certificate = files.resolve("cert.pem");
        Path key = files.resolve("key.pem");
        writeSelfSigned(certificate, key);
        int port = EmbeddedRedis.freePort();
        try (EmbeddedRedis server = EmbeddedRedis.start(
                "--tls-port", Integer.toString(port),
                "--tls-cert-file", certificate.toString(),
                "--tls-key-file", key.toString(),
                "--tls-ca-cert-file", certificate.toString(),
                "--tls-auth-clients", "yes")) {
            String url = "rediss://127.0.0.1:" + port;
            String trusted = "tls.trust-certificate=" + certificate;
            try (RedisLinks links =
                    RedisLinks.of(url, trusted, "tls.client-certificate=" + certificate, "tls.client-key=" + key)) {
                serves(links);
            }
            try (RedisLinks links = RedisLinks.of(url, trusted)) { // the server asks for a certificate
                staysDown(links);
            }
            try (RedisLinks links =
                    RedisLinks.of(url, "tls.client-certificate=" + certificate, "tls.client-key=" + key)) {
                staysDown(links); // nobody vouches for the server
            }
            assertThat(server.say("GET k")).isEqualTo("$1");
        }
    }

    @Test
    void behindSentinelTheLinkFollowsThePrimaryWithoutARestart() {
        String here = files.toString(); // a primary writes its data for the replica
        try (EmbeddedRedis primary = EmbeddedRedis.start("--dir", here);
                EmbeddedRedis replica = EmbeddedRedis.start(
                        "--dir",
                        here,
                        "--dbfilename",
                        "replica.rdb",
                        "--replicaof",
                        "127.0.0.1",
                        Integer.toString(primary.port()));
                EmbeddedRedis frozen = EmbeddedRedis.start();
                EmbeddedRedis sentinel =
                        EmbeddedRedis.sentinel(files.resolve("sentinel.conf"), "ours", primary.port())) {
            frozen.freeze(); // the first address takes connections and never answers
            try (RedisLinks links =
                    RedisLinks.of(frozen.url() + "," + sentinel.url(), "topology=sentinel", "master-name=ours")) {
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(links.gateway().up())
                                .as("%s", links.gateway().stats())
                                .isTrue());
                serves(links);
                await().atMost(FAILOVER).untilAsserted(() -> assertThat(sentinel.say("SENTINEL replicas ours"))
                        .isEqualTo("*1"));
                // a replica that never had its primary's data is no heir
                await().atMost(FAILOVER)
                        .untilAsserted(() -> assertThat(replica.say("GET k")).isEqualTo("$1"));

                primary.stop();
                await().atMost(FAILOVER).ignoreExceptions().untilAsserted(() -> {
                    assertThat(links.gateway()
                                    .command(Command.SET, "after", "v")
                                    .await()
                                    .atMost(LONG))
                            .hasToString("OK");
                    assertThat(replica.say("GET after")).isEqualTo("$1");
                });
                assertThat(links.gateway().stats().reconnects()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://a:1,redis://b:2 | topology=standalone | ballast.redis.topology must be sentinel",
                "redis://a:1/2 | topology=cluster | a cluster has no database but 0",
                "redis://a:1,rediss://b:2 | topology=sentinel | all with TLS",
                "http://a:1 | topology=standalone | ballast.redis.url must begin with",
                "rediss://a:1 | tls.trust-certificate=/none | ballast.redis.tls.trust-certificate: cannot read /none"
            })
    void whatCannotBeIsSaidAtTheStart(String url, String setting, String complaint) {
        RedisConfig config = QuickSettings.of(url, setting);
        assertThatThrownBy(() -> RedisAddress.apply(config, new RedisOptions().setConnectionString(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aClientThatIsNotRoutedIsRefusedWithAClusterAtTheStart() {
        RedisClientOptions clients = new RedisClientOptions(QuickSettings.of("redis://a:1", "topology=cluster"));
        assertThatThrownBy(() -> clients.customize("blocking", new RedisOptions().setConnectionString("redis://a:1")))
                .hasMessageContaining("'blocking' uses several keys");
        clients.customize("blocking", new RedisOptions().setConnectionString("redis://elsewhere:1"));
        clients.customize("consumer", new RedisOptions().setConnectionString("redis://a:1"));
    }

    @Test
    void aClientOfAnotherRedisIsLeftAlone() {
        RedisOptions other = new RedisOptions().setConnectionString("redis://elsewhere:1");
        RedisAddress.apply(QuickSettings.of("rediss://here:1", "topology=sentinel"), other);
        assertThat(other.getNetClientOptions().isSsl()).isFalse();
        assertThat(other.getMasterName()).isEqualTo(new RedisOptions().getMasterName());
    }

    private static void serves(RedisLinks links) {
        await().untilAsserted(() -> assertThat(links.gateway().up())
                .as("%s", links.gateway().stats())
                .isTrue());
        assertThat(links.gateway().command(Command.SET, "k", "v").await().atMost(LONG))
                .hasToString("OK");
    }

    private static void staysDown(RedisLinks links) {
        await().untilAsserted(() ->
                assertThat(links.gateway().stats().consecutiveFailures()).isGreaterThan(2));
        assertThat(links.gateway().up()).isFalse();
        assertThat(links.gateway().stats().reconnects()).isZero();
    }

    /** For 127.0.0.1, with what the JDK brings. */
    private void writeSelfSigned(Path certificate, Path key) throws Exception {
        Path store = files.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-validity",
                        "2",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        Certificate made = keys.getCertificate("redis");
        pem(certificate, "CERTIFICATE", made.getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("redis", PASSWORD).getEncoded());
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                        + "\n-----END " + kind + "-----\n");
    }
}
