// SPDX-License-Identifier: Apache-2.0
/** Events for clients over WebSocket and SSE. */
@NullMarked
package io.ballast.bridge.endpoint.push;

import org.jspecify.annotations.NullMarked;
