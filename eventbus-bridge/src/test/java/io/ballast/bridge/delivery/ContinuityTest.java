// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bridge.delivery.Continuity.Broken;
import io.ballast.bridge.delivery.Continuity.Unbroken;
import io.ballast.bridge.delivery.Outgoing.Reason;
import io.ballast.common.events.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContinuityTest {

    private static final long EPOCH = (5L << Continuity.LOSS_BITS) + 1;
    private static final long OTHER = 6L << Continuity.LOSS_BITS;
    private static final Position NONE = Position.START;

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("the entry is still there", at(5), EPOCH, page(at(5), at(9)), new Unbroken(at(5))),
                Arguments.of(
                        "it was trimmed, nothing came after", at(5), EPOCH, page(NONE, at(5)), new Unbroken(at(5))),
                Arguments.of("nothing was there yet", NONE, EPOCH, page(NONE, at(9)), new Unbroken(NONE)),
                Arguments.of("trimmed beyond it", at(5), EPOCH, page(NONE, at(9)), new Broken(NONE, Reason.RETENTION)),
                Arguments.of(
                        "the newest entries are gone",
                        at(5),
                        EPOCH,
                        page(at(3), at(3)),
                        new Broken(at(3), Reason.SOURCE_LOST_ENTRIES)),
                Arguments.of(
                        "the newest are gone, others came since",
                        at(5),
                        EPOCH,
                        page(at(3), at(9)),
                        new Broken(at(3), Reason.SOURCE_LOST_ENTRIES)),
                Arguments.of("came back empty", at(5), OTHER, page(NONE, NONE), new Broken(NONE, Reason.SOURCE_RESET)),
                Arguments.of(
                        "came back empty and was filled again",
                        at(5),
                        OTHER,
                        page(NONE, at(9)),
                        new Broken(NONE, Reason.SOURCE_RESET)),
                Arguments.of(
                        "came back empty, ids begin lower",
                        at(5),
                        OTHER,
                        page(at(2), at(2)),
                        new Broken(NONE, Reason.SOURCE_RESET)),
                Arguments.of(
                        "came back empty before anything was read",
                        NONE,
                        OTHER,
                        page(NONE, at(9)),
                        new Broken(NONE, Reason.SOURCE_RESET)),
                Arguments.of(
                        "someone else has noticed a loss",
                        at(5),
                        EPOCH - 1,
                        page(at(5), at(9)),
                        new Broken(at(5), Reason.SOURCE_LOST_ENTRIES)),
                Arguments.of("a position that was chosen", at(5), 0L, page(at(5), at(9)), new Unbroken(at(5))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void judges(String name, Position at, long epoch, StreamPage now, Continuity expected) {
        assertThat(Continuity.judge(at, epoch, now)).isEqualTo(expected);
    }

    private static Position at(long ms) {
        return new Position(ms, 0);
    }

    private static StreamPage page(Position floor, Position last) {
        return new StreamPage(Topic.MARKET_TRADES, List.of(), false, floor, last, EPOCH);
    }
}
