// SPDX-License-Identifier: Apache-2.0

/** How long streams keep what was published: by time, behind the slowest reader, up to a hard cap. */
@NullMarked
package io.ballast.common.retention;

import org.jspecify.annotations.NullMarked;
