// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis.cluster;

import io.vertx.mutiny.redis.client.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which primary has which slot, and who its replicas are, as one node saw it. Immutable. */
public final class SlotMap {

    /** Nothing is known. */
    public static final SlotMap UNKNOWN = new SlotMap(new RedisNode[HashSlot.COUNT], Map.of(), -1);

    private final @Nullable RedisNode[] owners;
    private final Map<RedisNode, List<RedisNode>> replicas;
    private final long epoch;
    private final Set<RedisNode> primaries;

    private SlotMap(@Nullable RedisNode[] owners, Map<RedisNode, List<RedisNode>> replicas, long epoch) {
        this.owners = owners;
        this.replicas = replicas;
        this.epoch = epoch;
        Set<RedisNode> found = new LinkedHashSet<>();
        Arrays.stream(owners).filter(Objects::nonNull).distinct().forEach(found::add);
        this.primaries = Set.copyOf(found);
    }

    /**
     * @param slots the reply of {@code CLUSTER SLOTS}
     * @param epoch the cluster's epoch as that node knows it: higher is newer
     * @param asked who was asked; a node that does not know its own address leaves it out
     */
    public static SlotMap of(Response slots, long epoch, RedisNode asked) {
        @Nullable RedisNode[] owners = new RedisNode[HashSlot.COUNT];
        Map<RedisNode, List<RedisNode>> replicas = new HashMap<>();
        for (Response range : slots) {
            RedisNode owner = node(range.get(2), asked);
            Arrays.fill(owners, range.get(0).toInteger(), range.get(1).toInteger() + 1, owner);
            replicas.put(
                    owner,
                    IntStream.range(3, range.size())
                            .mapToObj(i -> node(range.get(i), asked))
                            .toList());
        }
        return new SlotMap(owners, Map.copyOf(replicas), epoch);
    }

    private static RedisNode node(Response node, RedisNode asked) {
        String host = node.get(0) == null ? "" : node.get(0).toString();
        boolean unsaid = host.isEmpty() || host.equals("?");
        return new RedisNode(unsaid ? asked.host() : host, node.get(1).toInteger());
    }

    /** The same, but that one slot has moved. */
    public SlotMap moved(int slot, RedisNode owner) {
        @Nullable RedisNode[] changed = owners.clone();
        changed[slot] = owner;
        return new SlotMap(changed, replicas, epoch);
    }

    /** The primary of a slot; null where the slot is nobody's, or nothing is known. */
    public @Nullable RedisNode owner(int slot) {
        return owners[slot];
    }

    public Set<RedisNode> primaries() {
        return primaries;
    }

    public List<RedisNode> replicas(RedisNode primary) {
        return replicas.getOrDefault(primary, List.of());
    }

    /** All of them. */
    public Set<RedisNode> replicas() {
        return replicas.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every slot has a primary. */
    public boolean complete() {
        return Arrays.stream(owners).allMatch(Objects::nonNull);
    }

    /** Whether all slots and replicas are where they are in {@code other}. */
    public boolean sameAs(SlotMap other) {
        return Arrays.equals(owners, other.owners) && replicas.equals(other.replicas);
    }

    public long epoch() {
        return epoch;
    }

    /** A slot that this primary has; null if it has none. */
    public @Nullable Integer slotOf(RedisNode primary) {
        int at = Arrays.asList(owners).indexOf(primary);
        return at < 0 ? null : at;
    }
}
