-- The epoch under which each stream was last read: a reader that was succeeded writes nothing any more.
CREATE TABLE feed_tenures (
    feed  VARCHAR(40) PRIMARY KEY,
    epoch BIGINT      NOT NULL
);

-- A finer cause than divergence_reason, for programs. Rows written before have none.
ALTER TABLE reconciliation_logs ADD COLUMN code VARCHAR(40);

-- Where each user stands, over all accounts; written in the transaction that changes an account.
CREATE TABLE user_summary (
    user_id               UUID        PRIMARY KEY,
    accounts              INTEGER     NOT NULL,
    total_syncs           BIGINT      NOT NULL,
    last_sync_at          TIMESTAMPTZ,
    last_sync_duration_ms BIGINT,
    matched_open          INTEGER     NOT NULL,
    divergences           INTEGER     NOT NULL,
    unmatched_open        INTEGER     NOT NULL,
    pending_open          INTEGER     NOT NULL,
    -- of the account with open positions that was heard of least lately
    quietest_open_at      TIMESTAMPTZ,
    failed_accounts       INTEGER     NOT NULL,
    -- why the newest run of the first of them, by name, failed
    failure               TEXT,
    settled_open          INTEGER     NOT NULL DEFAULT 0
);

INSERT INTO user_summary
SELECT user_id, count(*), sum(total_syncs), max(last_sync_at),
    (array_agg(last_sync_duration_ms ORDER BY last_sync_at DESC, account COLLATE "C")
        FILTER (WHERE last_sync_at IS NOT NULL))[1],
    sum(matched_open), sum(divergences), sum(unmatched_open), sum(pending_open),
    min(coalesce(last_sync_at, to_timestamp(0))) FILTER (WHERE matched_open + divergences + unmatched_open > 0),
    count(*) FILTER (WHERE last_result = 'failed'),
    (array_agg(last_reason ORDER BY account COLLATE "C") FILTER (WHERE last_result = 'failed' AND last_reason IS NOT NULL))[1]
FROM account_state GROUP BY user_id;
