// SPDX-License-Identifier: Apache-2.0

/** Watches what an instance runs on and how it answers, and raises an event when something crosses its limit. */
@NullMarked
package io.ballast.common.health.monitor;

import org.jspecify.annotations.NullMarked;
