// SPDX-License-Identifier: Apache-2.0

/** What is taken in stays taken in, once, whatever is killed meanwhile. */
@NullMarked
package io.ballast.verify.ingest;

import org.jspecify.annotations.NullMarked;
