// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * The streams as the trimmer needs them. Whatever changes something is made under an epoch, and fails with {@link
 * io.ballast.common.lease.FencedException} once that has been succeeded.
 */
interface RetainedStreams {

    /** Every stream there is now, and those of the catalogue that may yet come. */
    Uni<List<StreamName>> all();

    /**
     * One step: removes what is past its age and handled by every group, and if that is done, the oldest above the hard
     * cap. The newest event always stays. What is dropped at the cap is noted in the same step.
     */
    Uni<Trimmed> trim(StreamName stream, Limits limits, long epoch);

    /** What was dropped and is noted: since the note was last removed, as one. */
    Uni<Optional<HardCapDrop>> noted(StreamName stream);

    /** Removes the note. */
    Uni<Void> announced(StreamName stream, long epoch);
}
