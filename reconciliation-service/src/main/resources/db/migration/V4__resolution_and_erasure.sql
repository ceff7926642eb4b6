-- How the user settled a divergence or an external position; counts for as long as what it is about stays the same.
ALTER TABLE position_state
    ADD COLUMN resolution        VARCHAR(12) CHECK (resolution IN ('adopt', 'ignore', 'acknowledge')),
    ADD COLUMN resolution_about  TEXT,
    ADD COLUMN resolution_reason TEXT,
    ADD COLUMN resolved_by       UUID,
    ADD COLUMN resolved_at       TIMESTAMPTZ;

-- Open positions that would be divergent or external, had the user not settled them.
ALTER TABLE account_state ADD COLUMN settled_open INTEGER NOT NULL DEFAULT 0;

-- Who decided what, when and why. The user is null where even the decision must not tell who it was about.
CREATE TABLE audit (
    id           UUID         PRIMARY KEY,
    at           TIMESTAMPTZ  NOT NULL,
    actor        UUID,
    action       VARCHAR(40)  NOT NULL,
    user_id      UUID,
    subject      VARCHAR(200) NOT NULL,
    reason       TEXT,
    state_before TEXT,
    state_after  TEXT
);
CREATE INDEX ix_audit_user ON audit (user_id, at);
CREATE INDEX ix_audit_at ON audit (at);

-- What was shown to somebody who asked for an erasure, waiting for the confirmation.
CREATE TABLE erasure_confirmation (
    token_hash CHAR(64)    PRIMARY KEY,
    user_id    UUID        NOT NULL,
    actor      UUID        NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_erasure_confirmation_user ON erasure_confirmation (user_id);

-- Retention looks for the oldest rows.
CREATE INDEX ix_reconciliation_runs_ended ON reconciliation_runs (ended_at);
