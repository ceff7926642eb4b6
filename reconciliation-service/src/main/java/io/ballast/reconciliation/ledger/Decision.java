// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

/** What was decided on an account: what to write, and what to tell the caller once that is committed. */
public record Decision<T>(T answer, Changes changes) {}
