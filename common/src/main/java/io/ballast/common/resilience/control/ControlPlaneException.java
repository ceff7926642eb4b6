// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

/** The fleet did not answer, or is known to be cut off. Nothing is known about whether a command was carried out. */
final class ControlPlaneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ControlPlaneException(String message) {
        super(message, null, false, false);
    }
}
