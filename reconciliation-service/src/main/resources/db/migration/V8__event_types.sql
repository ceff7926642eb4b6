-- A user's log narrowed to what is rare costs no more than the newest rows of all of it.
CREATE INDEX ix_reconciliation_closed ON reconciliation_logs (user_id, created_at, id) WHERE event_type = 'close';
CREATE INDEX ix_reconciliation_guard ON reconciliation_logs (user_id, created_at, id)
    WHERE event_type = 'guard_trigger';
CREATE INDEX ix_reconciliation_divergent ON reconciliation_logs (user_id, created_at, id) WHERE matched = 2;
CREATE INDEX ix_reconciliation_unmatched ON reconciliation_logs (user_id, created_at, id) WHERE matched = 0;
