// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.IdempotentPublisher;
import io.ballast.common.events.IdempotentPublisherContractTest;
import io.ballast.common.events.Topic;
import java.util.List;

class FakePublisherTest extends IdempotentPublisherContractTest {

    private final FakePublisher streams = new FakePublisher();

    @Override
    protected IdempotentPublisher publisher() {
        return streams;
    }

    @Override
    protected List<String> ids(Topic topic) {
        return streams.in(topic).stream().map(Event::id).toList();
    }
}
