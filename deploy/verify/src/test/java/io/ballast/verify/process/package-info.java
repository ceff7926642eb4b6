// SPDX-License-Identifier: Apache-2.0

/** The built services as processes of a test, one by one, on ports and with servers of its own. */
@NullMarked
package io.ballast.verify.process;

import org.jspecify.annotations.NullMarked;
