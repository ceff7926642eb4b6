// SPDX-License-Identifier: Apache-2.0

/** What is wrong with this instance, and what to do about it. */
@NullMarked
package io.ballast.common.health.diagnosis;

import org.jspecify.annotations.NullMarked;
