// SPDX-License-Identifier: Apache-2.0

/** The HTTP client for outside APIs: guarded, limited, traced. */
@NullMarked
package io.ballast.common.web.client;

import org.jspecify.annotations.NullMarked;
