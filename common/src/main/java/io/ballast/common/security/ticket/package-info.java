// SPDX-License-Identifier: Apache-2.0

/** Tickets: what a browser can put into the URL of a WebSocket or event stream instead of its token. */
@NullMarked
package io.ballast.common.security.ticket;

import org.jspecify.annotations.NullMarked;
