// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.redis.RedisClusterRoute.Following;
import io.ballast.common.redis.cluster.Redirect;
import io.ballast.common.redis.cluster.RequestSlot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Commands that go to a cluster together. Those of one slot keep their order even while it moves: all of them go to one
 * node, and what that sends elsewhere goes there together, once every reply is here.
 */
final class RedisClusterBatch {

    private final RedisClusterRoute route;
    private final List<Request> requests;
    private final long deadline;
    private final @Nullable Response[] replies;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    RedisClusterBatch(RedisClusterRoute route, List<Request> requests, long deadline) {
        this.route = route;
        this.requests = requests;
        this.deadline = deadline;
        this.replies = new Response[requests.size()];
    }

    /** The replies in the commands' order; fails with the first failure once every command has ended. */
    Uni<List<Response>> send() {
        Map<Integer, List<Integer>> slots = new LinkedHashMap<>();
        for (int place = 0; place < requests.size(); place++) {
            slots.computeIfAbsent(RequestSlot.of(requests.get(place)), slot -> new ArrayList<>())
                    .add(place);
        }
        List<Uni<Boolean>> all = new ArrayList<>();
        slots.forEach((slot, places) -> all.add(inOrder(slot, places, route.memberOf(slot), false)));
        return Uni.join().all(all).andFailFast().chain(ended -> {
            Throwable first = failure.get();
            return first == null
                    ? Uni.createFrom().item(Arrays.asList(replies))
                    : Uni.createFrom().failure(first);
        });
    }

    private Uni<Boolean> inOrder(int slot, List<Integer> places, @Nullable RedisClusterMember member, boolean asking) {
        if (member == null) {
            return ended(route.nobody(slot));
        }
        List<Uni<Optional<Throwable>>> calls =
                places.stream().map(place -> call(place, member, asking)).toList();
        return Uni.join().all(calls).andFailFast().chain(failures -> {
            Redirect redirect = null;
            List<Integer> elsewhere = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                Throwable why = failures.get(i).orElse(null);
                Redirect to = why == null || route.late(deadline) ? null : Redirect.of(why, member.node());
                if (to != null) {
                    elsewhere.add(places.get(i));
                    redirect = redirect == null ? to : redirect;
                } else if (why != null) {
                    failure.compareAndSet(null, route.judged(why, member));
                }
            }
            return redirect == null ? Uni.createFrom().item(true) : followed(redirect, slot, elsewhere);
        });
    }

    private Uni<Optional<Throwable>> call(int place, RedisClusterMember member, boolean asking) {
        Request request = requests.get(place);
        return (asking ? member.asking(request) : member.send(request))
                .map(reply -> {
                    replies[place] = reply;
                    return Optional.<Throwable>empty();
                })
                .onFailure()
                .recoverWithItem(Optional::of);
    }

    private Uni<Boolean> followed(Redirect redirect, int slot, List<Integer> places) {
        return route.follow(redirect, slot, deadline, new Following<Boolean>() {
            @Override
            public Uni<Boolean> send(@Nullable RedisClusterMember there) {
                return inOrder(slot, places, there, false);
            }

            @Override
            public Uni<Boolean> ask(RedisClusterMember there) {
                return inOrder(slot, places, there, true);
            }
        });
    }

    private Uni<Boolean> ended(Throwable why) {
        failure.compareAndSet(null, why);
        return Uni.createFrom().item(true);
    }
}
