// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.fault;

import io.ballast.local.venues.protocol.VenueProtocol;

/** A venue behind a bad line. What clients send and what REST answers is left as it is. */
record FaultyVenue(VenueProtocol venue, Faults faults) implements VenueProtocol {

    @Override
    public String prefix() {
        return venue.prefix();
    }

    @Override
    public boolean accepts(Request request) {
        return venue.accepts(request);
    }

    @Override
    public Session open(Request request, Connection connection) {
        return venue.open(request, new FaultyConnection(connection, faults));
    }

    @Override
    public Reply get(Request request) {
        return venue.get(request);
    }
}
