// SPDX-License-Identifier: Apache-2.0

/** Test support of main quality: manual time, embedded servers, tokens, fault injectors. */
@NullMarked
package io.ballast.common.testing;

import org.jspecify.annotations.NullMarked;
