-- Erasure finds all of a user's positions, retention the oldest of everybody's.
CREATE INDEX ix_position_user ON position_state (user_id);
CREATE INDEX ix_position_closed ON position_state (closed_at) WHERE status = 'closed';
CREATE INDEX ix_bot_trades_closed ON bot_trades (effective_at) WHERE status = 'closed';
CREATE INDEX ix_outbox_user ON outbox (user_id);
