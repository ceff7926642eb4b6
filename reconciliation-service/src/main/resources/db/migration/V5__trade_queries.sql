-- When a trade last made a difference: closed trades lie where they were closed, open ones where they were opened.
ALTER TABLE bot_trades ADD COLUMN effective_at TIMESTAMPTZ NOT NULL GENERATED ALWAYS AS (
    CASE WHEN status = 'closed' THEN coalesce(exit_time, changed_at) ELSE entry_time END) STORED;

CREATE INDEX ix_bot_trades_user_effective ON bot_trades (user_id, effective_at, id);
CREATE INDEX ix_bot_trades_mode_effective ON bot_trades (user_id, mode, effective_at, id);
CREATE INDEX ix_bot_trades_symbol_effective ON bot_trades (user_id, symbol, effective_at, id);
CREATE INDEX ix_bot_trades_open_effective ON bot_trades (user_id, effective_at, id) WHERE status = 'open';

-- A user's trades summed up over time: a bucket of level 0 holds 64 seconds, one of every next level 64 of the level
-- below, so one or two of level 4 hold everything, and any span of time that ends now is at most 63 buckets of each.
-- Two neighbours make one bucket exactly, the greatest fall of the running result included; the decision on trade
-- statistics (ADR 0013) says why.
CREATE TABLE trade_totals (
    user_id         UUID       NOT NULL,
    mode            VARCHAR(5) NOT NULL CHECK (mode IN ('SIM', 'LIVE', 'DEBUG', 'ALL')),
    level           SMALLINT   NOT NULL,
    bucket          BIGINT     NOT NULL,
    trades          BIGINT     NOT NULL,
    closed          BIGINT     NOT NULL,
    wins            BIGINT     NOT NULL,
    losses          BIGINT     NOT NULL,
    pnl_count       BIGINT     NOT NULL,
    pnl_sum         NUMERIC    NOT NULL,
    pnl_least       NUMERIC,
    pnl_greatest    NUMERIC,
    volume_sum      NUMERIC    NOT NULL,
    volume_least    NUMERIC    NOT NULL,
    volume_greatest NUMERIC    NOT NULL,
    entry_sum       NUMERIC    NOT NULL,
    entry_least     NUMERIC    NOT NULL,
    entry_greatest  NUMERIC    NOT NULL,
    exit_count      BIGINT     NOT NULL,
    exit_sum        NUMERIC    NOT NULL,
    exit_least      NUMERIC,
    exit_greatest   NUMERIC,
    -- highest and lowest point of the running result, which begins at 0, and its greatest fall
    peak            NUMERIC    NOT NULL,
    trough          NUMERIC    NOT NULL,
    drawdown        NUMERIC    NOT NULL,
    PRIMARY KEY (user_id, mode, level, bucket)
);

-- Makes the buckets anew that hold these seconds (since 1970), from the trades upwards. Must be called in the
-- transaction that added, changed or removed trades there, with their places before and after.
CREATE FUNCTION refresh_trade_totals(of_user UUID, touched BIGINT[]) RETURNS VOID
    LANGUAGE plpgsql
    -- a few ranges of an index each time, whatever the statistics of the tables say
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
AS $$
DECLARE
    parents BIGINT[];
BEGIN
    -- two accounts of one user share buckets
    PERFORM pg_advisory_xact_lock(hashtextextended('trade_totals/' || of_user, 0));
    FOR at_level IN 0..4 LOOP
        SELECT array_agg(DISTINCT second >> (6 * at_level + 6)) INTO parents FROM unnest(touched) AS second;
        DELETE FROM trade_totals
            WHERE user_id = of_user AND mode IN ('SIM', 'LIVE', 'DEBUG', 'ALL')
                AND level = at_level AND bucket = ANY (parents);
        INSERT INTO trade_totals
        WITH part AS (
            SELECT m.mode, b.bucket AS parent, extract(epoch FROM t.effective_at) AS place, t.id,
                    1 AS trades, t.closed, (t.pnl > 0)::int AS wins, (t.pnl < 0)::int AS losses,
                    (t.pnl IS NOT NULL)::int AS pnl_count, coalesce(t.pnl, 0) AS pnl_sum,
                    t.pnl AS pnl_least, t.pnl AS pnl_greatest,
                    t.volume AS volume_sum, t.volume AS volume_least, t.volume AS volume_greatest,
                    t.entry_price AS entry_sum, t.entry_price AS entry_least, t.entry_price AS entry_greatest,
                    (t.exit IS NOT NULL)::int AS exit_count, coalesce(t.exit, 0) AS exit_sum,
                    t.exit AS exit_least, t.exit AS exit_greatest,
                    greatest(t.pnl, 0) AS peak, least(t.pnl, 0) AS trough, greatest(-t.pnl, 0) AS drawdown
                FROM unnest(parents) AS b (bucket)
                CROSS JOIN LATERAL (
                    SELECT id, mode, effective_at, volume, entry_price, (status = 'closed')::int AS closed,
                            CASE WHEN status = 'closed' THEN realized_pnl END AS pnl,
                            CASE WHEN status = 'closed' THEN exit_price END AS exit
                        FROM bot_trades
                        WHERE user_id = of_user
                            AND effective_at >= to_timestamp(b.bucket * 64)
                            AND effective_at < to_timestamp((b.bucket + 1) * 64)) AS t
                CROSS JOIN LATERAL (VALUES (t.mode), ('ALL')) AS m (mode)
                WHERE at_level = 0
            UNION ALL
            SELECT c.mode, b.bucket, c.bucket, NULL, c.trades, c.closed, c.wins, c.losses,
                    c.pnl_count, c.pnl_sum, c.pnl_least, c.pnl_greatest,
                    c.volume_sum, c.volume_least, c.volume_greatest, c.entry_sum, c.entry_least, c.entry_greatest,
                    c.exit_count, c.exit_sum, c.exit_least, c.exit_greatest, c.peak, c.trough, c.drawdown
                FROM unnest(parents) AS b (bucket)
                CROSS JOIN (VALUES ('SIM'), ('LIVE'), ('DEBUG'), ('ALL')) AS m (mode)
                CROSS JOIN LATERAL (
                    SELECT * FROM trade_totals
                        WHERE user_id = of_user AND mode = m.mode AND level = at_level - 1
                            AND bucket >= b.bucket * 64 AND bucket < (b.bucket + 1) * 64) AS c
                WHERE at_level > 0
        ), opened AS (
            SELECT part.*, sum(pnl_sum) OVER line - pnl_sum AS opening
                FROM part WINDOW line AS (PARTITION BY mode, parent ORDER BY place, id ROWS UNBOUNDED PRECEDING)
        ), fallen AS (
            SELECT opened.*, coalesce(max(opening + peak) OVER line, 0) AS high
                FROM opened WINDOW line AS (PARTITION BY mode, parent ORDER BY place, id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
        SELECT of_user, mode, at_level, parent,
                sum(trades), sum(closed), coalesce(sum(wins), 0), coalesce(sum(losses), 0),
                sum(pnl_count), sum(pnl_sum), min(pnl_least), max(pnl_greatest),
                sum(volume_sum), min(volume_least), max(volume_greatest),
                sum(entry_sum), min(entry_least), max(entry_greatest),
                sum(exit_count), sum(exit_sum), min(exit_least), max(exit_greatest),
                max(opening + peak), min(opening + trough), max(greatest(drawdown, high - opening - trough))
            FROM fallen
            GROUP BY mode, parent;
    END LOOP;
END
$$;

SELECT refresh_trade_totals(user_id, array_agg(DISTINCT floor(extract(epoch FROM effective_at))::bigint))
    FROM bot_trades GROUP BY user_id;
