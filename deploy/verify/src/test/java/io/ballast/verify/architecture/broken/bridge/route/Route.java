// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.bridge.route;

/** Something of another service. */
public record Route(String id) {}
