// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Recording of the venues' frames; one compressed file for each connection. */
@ConfigMapping(prefix = "ballast.market.recording")
interface RecordingConfig {

    /** Folder of the files; made if it is not there. Absent: nothing is recorded. */
    Optional<Path> directory();

    /** Frames waiting to be written, in bytes; a connection that finds no room is recorded no further. */
    @WithDefault("67108864")
    long bufferBytes();

    /** Size of one file beyond which its connection is recorded no further. */
    @WithDefault("1073741824")
    long fileBytes();

    /** Size of all files in the folder together beyond which no new one is begun. */
    @WithDefault("10737418240")
    long folderBytes();
}
