-- The append-only log. Partitions per month are made by the service, three months ahead.
CREATE TABLE reconciliation_logs (
    id                UUID        NOT NULL,
    user_id           UUID        NOT NULL,
    account_id        VARCHAR(64) NOT NULL,
    run_id            UUID,
    signal_id         VARCHAR(100),
    approval_id       VARCHAR(100),
    mt5_position_id   BIGINT,
    symbol            VARCHAR(20),
    direction         VARCHAR(4) CHECK (direction IN ('buy', 'sell')),
    volume            NUMERIC,
    entry_price       NUMERIC,
    current_price     NUMERIC,
    take_profit       NUMERIC,
    stop_loss         NUMERIC,
    matched           SMALLINT    NOT NULL CHECK (matched IN (0, 1, 2)),
    divergence_reason VARCHAR(20),
    slippage_pips     NUMERIC,
    close_reason      VARCHAR(20),
    closed_price      NUMERIC,
    pnl_gbp           NUMERIC,
    pnl_percent       NUMERIC,
    event_type        VARCHAR(20) NOT NULL CHECK (event_type IN ('sync', 'close', 'guard_trigger', 'warning')),
    status            VARCHAR(10) NOT NULL CHECK (status IN ('success', 'partial', 'failed')),
    error_message     TEXT,
    occurred_at       TIMESTAMPTZ NOT NULL,
    created_at        TIMESTAMPTZ NOT NULL,
    updated_at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE reconciliation_logs_default PARTITION OF reconciliation_logs DEFAULT;

CREATE INDEX ix_reconciliation_user_created ON reconciliation_logs (user_id, created_at);
CREATE INDEX ix_reconciliation_symbol_created ON reconciliation_logs (symbol, created_at);
CREATE INDEX ix_reconciliation_event_type ON reconciliation_logs (event_type);
CREATE INDEX ix_reconciliation_status ON reconciliation_logs (status);
-- a position's timeline
CREATE INDEX ix_reconciliation_position_created
    ON reconciliation_logs (user_id, mt5_position_id, created_at) WHERE mt5_position_id IS NOT NULL;

-- One row per snapshot received, whatever became of it.
CREATE TABLE reconciliation_runs (
    run_id           UUID         PRIMARY KEY,
    user_id          UUID         NOT NULL,
    account          VARCHAR(64)  NOT NULL,
    snapshot_id      VARCHAR(100) NOT NULL,
    body_hash        CHAR(64)     NOT NULL,
    taken_at         TIMESTAMPTZ  NOT NULL,
    started_at       TIMESTAMPTZ  NOT NULL,
    ended_at         TIMESTAMPTZ  NOT NULL,
    duration_ms      BIGINT       NOT NULL,
    result           VARCHAR(10)  NOT NULL CHECK (result IN ('accepted', 'ignored', 'failed')),
    reason           TEXT,
    broker_positions INTEGER      NOT NULL,
    matched          INTEGER      NOT NULL,
    divergent        INTEGER      NOT NULL,
    external         INTEGER      NOT NULL,
    missing          INTEGER      NOT NULL,
    pending          INTEGER      NOT NULL,
    events           INTEGER      NOT NULL,
    UNIQUE (user_id, account, snapshot_id)
);

-- Where each account stands now.
CREATE TABLE account_state (
    id                    UUID        PRIMARY KEY,
    user_id               UUID        NOT NULL,
    account               VARCHAR(64) NOT NULL,
    broker                VARCHAR(40) NOT NULL,
    currency              VARCHAR(5),
    balance               NUMERIC,
    equity                NUMERIC,
    margin_used           NUMERIC,
    last_taken_at         TIMESTAMPTZ,
    last_sync_at          TIMESTAMPTZ,
    last_sync_duration_ms BIGINT,
    total_syncs           BIGINT      NOT NULL,
    last_result           VARCHAR(10),
    last_reason           TEXT,
    empty_since           TIMESTAMPTZ,
    matched_open          INTEGER     NOT NULL,
    divergences           INTEGER     NOT NULL,
    unmatched_open        INTEGER     NOT NULL,
    pending_open          INTEGER     NOT NULL,
    peak_equity           NUMERIC,
    alert_level           VARCHAR(10) NOT NULL,
    triggered_at          TIMESTAMPTZ,
    UNIQUE (user_id, account)
);

-- Where each position stands now.
CREATE TABLE position_state (
    id                UUID        PRIMARY KEY,
    user_id           UUID        NOT NULL,
    account           VARCHAR(64) NOT NULL,
    broker            VARCHAR(40) NOT NULL,
    ticket            BIGINT      NOT NULL,
    symbol            VARCHAR(20) NOT NULL,
    direction         VARCHAR(4)  NOT NULL,
    volume            NUMERIC     NOT NULL,
    entry_price       NUMERIC     NOT NULL,
    entry_time        TIMESTAMPTZ NOT NULL,
    take_profit       NUMERIC,
    stop_loss         NUMERIC,
    current_price     NUMERIC,
    unrealized_pnl    NUMERIC,
    pnl_code          VARCHAR(20),
    status            VARCHAR(10) NOT NULL CHECK (status IN ('open', 'closed', 'pending')),
    matched           SMALLINT    NOT NULL CHECK (matched IN (0, 1, 2)),
    at_broker         BOOLEAN     NOT NULL,
    divergence_reason VARCHAR(20),
    detail            TEXT,
    slippage_pips     NUMERIC,
    trade_id          VARCHAR(100),
    close_reason      VARCHAR(20),
    closed_price      NUMERIC,
    realized_pnl      NUMERIC,
    closed_at         TIMESTAMPTZ,
    updated_at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_position_open ON position_state (user_id, account) WHERE status <> 'closed';

-- What the bot believes.
CREATE TABLE bot_trades (
    id           UUID         PRIMARY KEY,
    user_id      UUID         NOT NULL,
    account      VARCHAR(64)  NOT NULL,
    trade_id     VARCHAR(100) NOT NULL,
    mode         VARCHAR(5)   NOT NULL CHECK (mode IN ('SIM', 'LIVE', 'DEBUG')),
    status       VARCHAR(6)   NOT NULL CHECK (status IN ('open', 'closed')),
    symbol       VARCHAR(20)  NOT NULL,
    direction    VARCHAR(4)   NOT NULL,
    volume       NUMERIC      NOT NULL,
    entry_price  NUMERIC      NOT NULL,
    entry_time   TIMESTAMPTZ  NOT NULL,
    take_profit  NUMERIC,
    stop_loss    NUMERIC,
    ticket       BIGINT,
    order_id     VARCHAR(100),
    exit_price   NUMERIC,
    exit_time    TIMESTAMPTZ,
    realized_pnl NUMERIC,
    signal_id    VARCHAR(100),
    approval_id  VARCHAR(100),
    changed_at   TIMESTAMPTZ  NOT NULL,
    missed_runs  INTEGER      NOT NULL,
    settlement   VARCHAR(20),
    created_at   TIMESTAMPTZ  NOT NULL,
    updated_at   TIMESTAMPTZ  NOT NULL,
    UNIQUE (user_id, account, trade_id)
);
CREATE INDEX ix_bot_trades_open ON bot_trades (user_id, account) WHERE status = 'open';
CREATE INDEX ix_bot_trades_ticket ON bot_trades (user_id, account, ticket) WHERE ticket IS NOT NULL;

-- Deposits and withdrawals already counted: a terminal repeats its history with every snapshot.
CREATE TABLE cash_flows (
    id          UUID        PRIMARY KEY,
    user_id     UUID        NOT NULL,
    account     VARCHAR(64) NOT NULL,
    deal_id     BIGINT      NOT NULL,
    amount      NUMERIC     NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    UNIQUE (user_id, account, deal_id)
);
