// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.ballast.common.lease.RedisFencedScript;

/**
 * One step of trimming, in one step of Redis. Ids are compared as text: their parts have 64 bits, a Lua number has 53.
 * Pending entries older than the stream's first are gone already and hold nothing back.
 *
 * <p>Arguments: age in ms, cap in bytes, entries to remove at most. Returns removed, dropped, more, bytes, slowest group.
 */
final class RedisTrimScript {

    private static final String COMPARE =
            """
            local function less(a, b)
              if #a ~= #b then return #a < #b end
              return a < b
            end
            local function before(a, b)
              local am, as = string.match(a, '(%d+)-(%d+)')
              local bm, bs = string.match(b, '(%d+)-(%d+)')
              if am == bm then return less(as, bs) end
              return less(am, bm)
            end
            """;

    private static final String READ =
            """
            local stream, note = KEYS[2], KEYS[3]
            local age, cap, most = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            local function first_after(id)
              local found = redis.call('XRANGE', stream, '(' .. id, '+', 'COUNT', 1)
              return found[1] and found[1][1]
            end
            local function named(flat)
              local fields = {}
              for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
              return fields
            end
            local function oldest_needed(group, first)
              local id = first_after(group['last-delivered-id'])
              local pending = redis.call('XPENDING', stream, group['name'], first, '+', 1)[1]
              if pending and (not id or before(pending[1], id)) then id = pending[1] end
              return id
            end
            if redis.call('TYPE', stream)['ok'] ~= 'stream' then return {0, 0, 0, 0, ''} end
            local groups = {}
            for _, flat in ipairs(redis.call('XINFO', 'GROUPS', stream)) do table.insert(groups, named(flat)) end
            """;

    private static final String BY_AGE =
            """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            local target, slowest = string.format('%.0f', math.max(0, now - age)) .. '-0', ''
            local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
            for _, group in ipairs(first and groups or {}) do
              local needed = oldest_needed(group, first[1])
              if needed and before(needed, target) then target, slowest = needed, group['name'] end
            end
            local removed = redis.call('XTRIM', stream, 'MINID', '~', target, 'LIMIT', most)
            if removed * 2 > most then return {removed, 0, 1, 0, slowest} end
            removed = removed + redis.call('XTRIM', stream, 'MINID', target)
            """;

    private static final String LOST =
            """
            local function idle(group)
              local least = -1
              for _, flat in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group['name'])) do
                local millis = named(flat)['idle']
                if least < 0 or millis < least then least = millis end
              end
              return least
            end
            local function lost(group, doomed, is_doomed)
              local unread, pending = 0, 0
              for i = #doomed, 1, -1 do
                if not before(group['last-delivered-id'], doomed[i][1]) then break end
                unread = unread + 1
              end
              if group['pending'] > 0 then
                for _, entry in ipairs(redis.call('XPENDING', stream, group['name'], doomed[1][1],
                    doomed[#doomed][1], group['pending'])) do
                  if is_doomed[entry[1]] then pending = pending + 1 end
                end
              end
              return unread, pending
            end
            """;

    private static final String BY_SIZE =
            """
            local length = redis.call('XLEN', stream)
            local bytes = redis.call('MEMORY', 'USAGE', stream, 'SAMPLES', 20)
            if bytes <= cap or length < 2 then return {removed, 0, 0, bytes, slowest} end
            local each = bytes / length
            local doomed = redis.call('XRANGE', stream, '-', '+', 'COUNT', math.min(math.ceil((bytes - cap) / each),
                length - 1, 1000, math.max(1, math.floor(4194304 / each))))
            local is_doomed = {}
            for _, entry in ipairs(doomed) do is_doomed[entry[1]] = true end
            local held = redis.call('GET', note)
            local drop = held and cjson.decode(held)
                or {stream = stream, from = doomed[1][1], count = 0, groups = {}}
            for _, group in ipairs(groups) do
              local unread, pending = lost(group, doomed, is_doomed)
              if unread + pending > 0 then
                local so_far = drop.groups[group['name']] or {unread = 0, pending = 0}
                drop.groups[group['name']] = {unread = so_far.unread + unread, pending = so_far.pending + pending,
                    idle_millis = idle(group)}
              end
            end
            drop.to, drop.count, drop.bytes, drop.limit = doomed[#doomed][1], drop.count + #doomed, bytes, cap
            redis.call('XTRIM', stream, 'MINID', first_after(drop.to))
            redis.call('SET', note, cjson.encode(drop))
            return {removed, #doomed, 1, bytes, slowest}""";

    static final RedisFencedScript SCRIPT = RedisFencedScript.freeing(COMPARE + READ + BY_AGE + LOST + BY_SIZE);

    private RedisTrimScript() {}
}
