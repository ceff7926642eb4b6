// SPDX-License-Identifier: Apache-2.0

/** The folder that a local run keeps its state in, and files that only its owner may read. */
@NullMarked
package io.ballast.local.folder;

import org.jspecify.annotations.NullMarked;
