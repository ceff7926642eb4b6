// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.common.money;

import io.smallrye.mutiny.Uni;

/** A pure package that depends on a framework. */
record FramedMoney(Uni<String> later) {}
