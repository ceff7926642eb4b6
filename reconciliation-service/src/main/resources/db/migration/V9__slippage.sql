-- Slippage is asked for over the entries of a span of time, and read from the index alone.
CREATE INDEX ix_position_slippage ON position_state (user_id, entry_time)
    INCLUDE (account, broker, symbol, direction, slippage_pips) WHERE slippage_pips IS NOT NULL;
