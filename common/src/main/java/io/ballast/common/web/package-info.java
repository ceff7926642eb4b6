// SPDX-License-Identifier: Apache-2.0

/** Problem responses and JSON conventions of every endpoint. */
@NullMarked
package io.ballast.common.web;

import org.jspecify.annotations.NullMarked;
