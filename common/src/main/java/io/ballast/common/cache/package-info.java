// SPDX-License-Identifier: Apache-2.0

/** Read-through caches under the contract's keys; a cache that fails is slower, never wrong and never an error. */
@NullMarked
package io.ballast.common.cache;

import org.jspecify.annotations.NullMarked;
