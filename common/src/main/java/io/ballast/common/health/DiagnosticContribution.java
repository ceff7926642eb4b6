// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health;

import java.util.List;

/** Connections or workers that a diagnosis looks at. Answers from state it already has; does no I/O. */
public interface DiagnosticContribution {

    List<Component> components();
}
