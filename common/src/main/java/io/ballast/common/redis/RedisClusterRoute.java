// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkStats;
import io.ballast.common.redis.cluster.Redirect;
import io.ballast.common.redis.cluster.RedisNode;
import io.ballast.common.redis.cluster.RequestSlot;
import io.ballast.common.redis.cluster.SlotMap;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands to a Redis Cluster: one supervised link to each primary, each command over that of its slot. Where a node
 * says that the slot is elsewhere the command follows, within its time limit. A node away takes only its slots with it;
 * the breaker hears of what fails only while no node works.
 */
final class RedisClusterRoute implements RedisRoute {

    private static final Duration SHORTLY = Duration.ofMillis(20);

    private final RedisClusterWatch watch;
    private final Function<RedisNode, RedisClusterMember> members;
    private final @Nullable RedisReplicas replicas;
    private final RedisConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final Map<RedisNode, RedisClusterMember> links = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RedisClusterRoute(
            RedisClusterWatch watch,
            Function<RedisNode, RedisClusterMember> members,
            @Nullable RedisReplicas replicas,
            RedisConfig config,
            TimeSource time,
            Timer timer) {
        this.watch = watch;
        this.members = members;
        this.replicas = replicas;
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    @Override
    public void start() {
        watch.start();
        watch.follow(this::follow);
    }

    private void follow(SlotMap map) {
        map.primaries().forEach(this::member);
        links.forEach((node, member) -> {
            if (!map.primaries().contains(node) && links.remove(node, member)) {
                member.leave();
            }
        });
        if (replicas != null) {
            replicas.are(map.replicas());
        }
    }

    private RedisClusterMember member(RedisNode node) {
        RedisClusterMember member = links.computeIfAbsent(node, members);
        if (closed) {
            member.link().close();
        } else {
            member.link().start();
        }
        return member;
    }

    @Override
    public void close() {
        closed = true;
        links.values().forEach(member -> member.link().close());
        if (replicas != null) {
            replicas.close();
        }
    }

    @Override
    public boolean up() {
        return links.values().stream().anyMatch(member -> member.link().up());
    }

    @Override
    public LinkStats stats() {
        return RedisClusterStats.of(
                watch,
                links.values().stream().map(member -> member.link().stats()).toList());
    }

    @Override
    public Uni<Response> send(Request request) {
        return Uni.createFrom().deferred(() -> {
            int slot = RequestSlot.of(request);
            long deadline = time.nanos() + config.commandTimeout().toNanos();
            return send(new Sending(request, slot, deadline), memberOf(slot));
        });
    }

    private Uni<Response> send(Sending sending, @Nullable RedisClusterMember member) {
        if (member == null) {
            return Uni.createFrom().failure(nobody(sending.slot()));
        }
        return member.send(sending.request())
                .onFailure()
                .recoverWithUni(failure -> redirected(sending, member, failure));
    }

    private Uni<Response> redirected(Sending sending, RedisClusterMember member, Throwable failure) {
        Redirect redirect = Redirect.of(failure, member.node());
        if (redirect == null || late(sending.deadline())) {
            return Uni.createFrom().failure(judged(failure, member));
        }
        return follow(redirect, sending.slot(), sending.deadline(), new Following<>() {
            @Override
            public Uni<Response> send(@Nullable RedisClusterMember there) {
                return RedisClusterRoute.this.send(sending, there);
            }

            @Override
            public Uni<Response> ask(RedisClusterMember there) {
                return there.asking(sending.request())
                        .onFailure()
                        .recoverWithUni(again -> redirected(sending, there, again));
            }
        });
    }

    /** How to go on where a node says that a slot is elsewhere. */
    interface Following<T> {

        /** @param there null where no node has the slot */
        Uni<T> send(@Nullable RedisClusterMember there);

        /** That node takes the slot over and must be told that we know. */
        Uni<T> ask(RedisClusterMember there);
    }

    <T> Uni<T> follow(Redirect redirect, int slot, long deadline, Following<T> following) {
        return switch (redirect) {
            case Redirect.Moved(int moved, RedisNode to) -> {
                watch.moved(moved, to);
                yield whenUp(deadline, to, following::send);
            }
            case Redirect.Ask(RedisNode to) -> whenUp(deadline, to, following::ask);
            case Redirect.TryAgain ignored -> later(() -> following.send(memberOf(slot)));
        };
    }

    boolean late(long deadline) {
        return time.nanos() - deadline >= 0;
    }

    /** A node that was named just now may still be dialled. */
    private <T> Uni<T> whenUp(long deadline, RedisNode node, Function<RedisClusterMember, Uni<T>> then) {
        RedisClusterMember member = member(node);
        return member.link().up() || late(deadline) ? then.apply(member) : later(() -> whenUp(deadline, node, then));
    }

    private <T> Uni<T> later(Supplier<Uni<T>> then) {
        return Uni.createFrom()
                .emitter(emitter -> timer.after(SHORTLY, () -> emitter.complete(null)))
                .chain(waited -> then.get());
    }

    RedisUnavailableException nobody(int slot) {
        return unavailable(
                slot == RequestSlot.ANY
                        ? "no node of the cluster is up"
                        : "no node of the cluster has the slot " + slot);
    }

    /** One node's trouble is not the cluster's. */
    Throwable judged(Throwable failure, RedisClusterMember member) {
        if (!RedisErrors.ofTheServer(failure)) {
            return failure;
        }
        boolean othersWork = links.values().stream().anyMatch(each -> each != member && each.works());
        return othersWork ? new RedisPartlyUnavailableException(failure) : failure;
    }

    private RedisUnavailableException unavailable(String cause) {
        RedisUnavailableException failure = new RedisUnavailableException(cause);
        boolean somethingWorks = links.values().stream().anyMatch(RedisClusterMember::works);
        return somethingWorks ? new RedisPartlyUnavailableException(failure) : failure;
    }

    @Nullable
    RedisClusterMember memberOf(int slot) {
        if (slot == RequestSlot.ANY) {
            Collection<RedisClusterMember> all = links.values();
            return all.stream().filter(member -> member.link().up()).findAny().orElse(null);
        }
        RedisNode owner = watch.map().owner(slot);
        return owner == null ? null : links.get(owner);
    }

    @Override
    public Uni<List<Response>> batch(List<Request> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom().deferred(() -> new RedisClusterBatch(
                        this, requests, time.nanos() + config.commandTimeout().toNanos())
                .send());
    }

    @Override
    public Uni<Void> probe() {
        return eachThatIsUp(RedisCommandLink::probe);
    }

    @Override
    public Uni<Void> probeWrites() {
        return eachThatIsUp(RedisCommandLink::probeWrites);
    }

    private Uni<Void> eachThatIsUp(Function<RedisCommandLink, Uni<Void>> call) {
        List<Uni<Void>> calls =
                primaries().stream().filter(RedisCommandLink::up).map(call).toList();
        return calls.isEmpty()
                ? Uni.createFrom().failure(new RedisUnavailableException("no node of the cluster is up"))
                : Uni.join().all(calls).andFailFast().replaceWithVoid();
    }

    @Override
    public Uni<Response> stale(Request request) {
        return Uni.createFrom().deferred(() -> {
            int slot = RequestSlot.of(request);
            RedisNode owner = slot == RequestSlot.ANY ? null : watch.map().owner(slot);
            return replicas == null || owner == null
                    ? send(request)
                    : replicas.read(request, watch.map().replicas(owner), () -> send(request));
        });
    }

    @Override
    public List<RedisCommandLink> primaries() {
        return links.values().stream().map(RedisClusterMember::link).toList();
    }

    private record Sending(Request request, int slot, long deadline) {}
}
