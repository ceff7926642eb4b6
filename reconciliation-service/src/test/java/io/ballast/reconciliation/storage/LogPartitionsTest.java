// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class LogPartitionsTest {

    @Test
    void thisMonthAndTheNextThreeFollowEachOtherAcrossTheYear() {
        assertThat(LogPartitions.statements(YearMonth.of(2026, 11)))
                .hasSize(4)
                .first()
                .isEqualTo("CREATE TABLE IF NOT EXISTS reconciliation_logs_2026_11 PARTITION OF reconciliation_logs"
                        + " FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00')");
        assertThat(LogPartitions.statements(YearMonth.of(2026, 11)).get(1))
                .contains("_2026_12", "'2026-12-01", "'2027-01-01");
    }
}
