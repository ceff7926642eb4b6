// SPDX-License-Identifier: Apache-2.0

/** Names of metrics and log keys, and the check for settings nobody reads. */
@NullMarked
package io.ballast.common.observability;

import org.jspecify.annotations.NullMarked;
