-- A page of one account's or one symbol's events among any number of others: without these, a quiet account's few rows
-- are looked for among all of the user's.
CREATE INDEX ix_reconciliation_account_created ON reconciliation_logs (user_id, account_id, created_at);
CREATE INDEX ix_reconciliation_user_symbol_created ON reconciliation_logs (user_id, symbol, created_at);
