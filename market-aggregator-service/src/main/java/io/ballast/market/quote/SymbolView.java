// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import java.util.List;

/** A symbol and the venues that are asked for it. */
record SymbolView(String symbol, List<String> venues) {}
