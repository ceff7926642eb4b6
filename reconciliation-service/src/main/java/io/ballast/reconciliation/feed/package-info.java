// SPDX-License-Identifier: Apache-2.0

/** The streams by which brokers and bots feed the service, each read by one instance at a time. */
@NullMarked
package io.ballast.reconciliation.feed;

import org.jspecify.annotations.NullMarked;
