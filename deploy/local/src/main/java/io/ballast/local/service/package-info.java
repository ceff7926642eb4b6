// SPDX-License-Identifier: Apache-2.0

/** How the three services are configured and started. */
@NullMarked
package io.ballast.local.service;

import org.jspecify.annotations.NullMarked;
