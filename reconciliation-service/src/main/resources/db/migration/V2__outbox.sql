-- Events, written in the transaction of the change that they tell of, until they are in their stream and a day after.
-- The order is (timeline, xid, seq); the decision on the outbox position says why.
CREATE TABLE outbox (
    topic       VARCHAR(40)  NOT NULL,
    -- counted up by PostgreSQL at every promotion: the first eight hexadecimal digits of a WAL file's name
    timeline    INTEGER      NOT NULL DEFAULT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer,
    xid         XID8         NOT NULL DEFAULT pg_current_xact_id(),
    seq         BIGINT       GENERATED ALWAYS AS IDENTITY,
    id          UUID         NOT NULL,
    source      VARCHAR(60)  NOT NULL,
    type        VARCHAR(60)  NOT NULL,
    subject     VARCHAR(100) NOT NULL,
    user_id     UUID,
    occurred_at TIMESTAMPTZ  NOT NULL,
    traceparent VARCHAR(60),
    data        TEXT         NOT NULL,
    written_at  TIMESTAMPTZ  NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, timeline, xid, seq)
);

-- How far the stream was seen to be, for an instance that cannot ask it. Decides nothing.
CREATE TABLE outbox_position (
    topic        VARCHAR(40) PRIMARY KEY,
    position     TEXT        NOT NULL,
    confirmed_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
