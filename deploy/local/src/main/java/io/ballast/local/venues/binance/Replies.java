// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.protocol.VenueProtocol.Reply;

/** Binance's refusals, in its words. */
final class Replies {

    private Replies() {}

    static Reply invalidSymbol() {
        return refusal(-1121, "Invalid symbol.");
    }

    static Reply missingSymbol() {
        return refusal(-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
    }

    static Reply illegalLimit() {
        return refusal(-1100, "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.");
    }

    static Reply unknownPath() {
        return new Reply(404, "{\"code\":-1000,\"msg\":\"Path not found.\"}");
    }

    private static Reply refusal(int code, String message) {
        return new Reply(400, "{\"code\":" + code + ",\"msg\":\"" + message + "\"}");
    }
}
