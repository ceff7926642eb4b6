// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.DatabaseSettings;
import io.smallrye.config.ConfigMapping;

/** The PostgreSQL servers that hold the ledger, and how they are watched. */
@ConfigMapping(prefix = "ballast.database")
interface DatabaseConfig extends DatabaseSettings {}
