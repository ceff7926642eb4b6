// SPDX-License-Identifier: Apache-2.0

/** How many replicas there are and why, as Kubernetes sees it. */
@NullMarked
package io.ballast.common.scaling;

import org.jspecify.annotations.NullMarked;
