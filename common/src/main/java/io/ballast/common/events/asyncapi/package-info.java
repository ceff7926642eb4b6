// SPDX-License-Identifier: Apache-2.0

/** The event catalogue as an AsyncAPI document. */
@NullMarked
package io.ballast.common.events.asyncapi;

import org.jspecify.annotations.NullMarked;
