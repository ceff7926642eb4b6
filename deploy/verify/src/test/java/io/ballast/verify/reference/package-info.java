// SPDX-License-Identifier: Apache-2.0

/** The references that are made from code, and whether they still say what the code does. */
@NullMarked
package io.ballast.verify.reference;

import org.jspecify.annotations.NullMarked;
