// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.Settings;
import io.ballast.common.time.TimeSource;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final String SUBJECT = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    private final ManualTime time = new ManualTime();
    private int verified;
    private Duration lifetime = Duration.ofMinutes(10);
    private String subject = SUBJECT;
    private final VerifiedTokens tokens = verified(time);

    /** The verifier accepts everything; what it made of a token depends on the fields above. */
    private VerifiedTokens verified(TimeSource clock) {
        DefaultJWTParser library = new DefaultJWTParser() {
            @Override
            public JsonWebToken parse(String token) {
                verified++;
                JwtClaims claims = new JwtClaims();
                claims.setSubject(subject);
                claims.setExpirationTime(
                        NumericDate.fromSeconds(time.now().plus(lifetime).getEpochSecond()));
                return new DefaultJWTCallerPrincipal(claims);
            }
        };
        return new VerifiedTokens(
                library,
                Settings.of(
                        SecurityConfig.class,
                        "ballast.security",
                        "public-key=unused",
                        "verified-for=1m",
                        "verified-tokens=100"),
                clock);
    }

    @Test
    void aTokenIsVerifiedOnceUntilTheTimeIsOver() throws ParseException {
        tokens.parse("t");
        time.advance(Duration.ofSeconds(59));
        assertThat(tokens.parse("t").getSubject()).isEqualTo(SUBJECT);
        assertThat(verified).isEqualTo(1);
        tokens.parse("other");
        assertThat(verified).isEqualTo(2);
        time.advance(Duration.ofSeconds(2));
        tokens.parse("t");
        assertThat(verified).isEqualTo(3);
    }

    @Test
    void aRememberedTokenIsNotGoodAfterItsExpiry() throws ParseException {
        lifetime = Duration.ofSeconds(10);
        tokens.parse("t");
        time.advance(Duration.ofMillis(9_999));
        tokens.parse("t");
        assertThat(verified).isEqualTo(1);
        time.advance(Duration.ofMillis(1));
        lifetime = Duration.ZERO; // as the library still accepts it, within its minute of grace
        assertThatThrownBy(() -> tokens.parse("t"))
                .isInstanceOf(ParseException.class)
                .satisfies(e -> assertThat(AuthFailure.of(e)).isEqualTo(AuthFailure.EXPIRED));
        assertThat(verified).isEqualTo(2);
    }

    @Test
    void theWallClockDecidesEvenIfItJumps() throws ParseException {
        Instant[] wall = {time.now()};
        VerifiedTokens jumping = verified(new TimeSource() {
            @Override
            public Instant now() {
                return wall[0];
            }

            @Override
            public long nanos() {
                return 0;
            }
        });
        jumping.parse("t");
        wall[0] = time.now().plus(lifetime);
        assertThatThrownBy(() -> jumping.parse("t"))
                .satisfies(e -> assertThat(AuthFailure.of(e)).isEqualTo(AuthFailure.EXPIRED));
    }

    @Test
    void aSubjectThatIsNoUserIsRefusedAndNotRemembered() {
        for (String wrong : new String[] {"alice", "", "1-1-1-1-1", SUBJECT + "0"}) {
            subject = wrong;
            assertThatThrownBy(() -> tokens.parse("t"))
                    .isInstanceOf(ParseException.class)
                    .satisfies(e -> assertThat(AuthFailure.of(e)).isEqualTo(AuthFailure.INVALID_SUBJECT));
        }
        assertThat(verified).isEqualTo(4);
    }

    @Test
    void whatIsRememberedIsBounded() throws ParseException {
        for (int i = 0; i < 10_000; i++) {
            tokens.parse("t" + i);
        }
        assertThat(tokens.remembered()).isLessThanOrEqualTo(100);
    }
}
