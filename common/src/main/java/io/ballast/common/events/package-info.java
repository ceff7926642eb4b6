// SPDX-License-Identifier: Apache-2.0

/** The event catalogue and the CloudEvents envelope through which the services meet. */
@NullMarked
package io.ballast.common.events;

import org.jspecify.annotations.NullMarked;
