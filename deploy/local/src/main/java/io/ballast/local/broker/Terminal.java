// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import io.ballast.local.broker.ReconciliationClient.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * One account's terminal: every step it moves the account, and reports the bot's changed trades and a snapshot. While
 * reconciliation is away it goes on, waiting a little longer between the steps. Confined to one thread.
 */
final class Terminal {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final DemoAccount account;
    private final Market market;
    private final LedgerFile file;
    private final ReconciliationClient client;
    private final InstantSource clock;
    private final PrintStream log;
    private Ledger ledger;
    private String lastOutcome = "";
    private int failures;

    Terminal(
            DemoAccount account,
            Market market,
            LedgerFile file,
            ReconciliationClient client,
            InstantSource clock,
            PrintStream log) {
        this.account = account;
        this.market = market;
        this.file = file;
        this.client = client;
        this.clock = clock;
        this.log = log;
        this.ledger = file.load(clock.instant());
    }

    /** Runs until interrupted. */
    void run() {
        try {
            while (true) {
                step();
                Thread.sleep(pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One step, and what became of its reports. */
    Outcome step() throws InterruptedException {
        ledger = market.step(ledger, clock.instant());
        // Saved before it is told: what reconciliation has heard of once must not be forgotten here.
        file.save(ledger);
        Outcome outcome = report();
        if (outcome instanceof Outcome.Accepted) {
            ledger = ledger.delivered();
            file.save(ledger);
            failures = 0;
        } else {
            failures++;
        }
        logTransition(outcome);
        return outcome;
    }

    Duration pause() {
        Duration longer = PERIOD.plusSeconds(failures);
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }

    private Outcome report() throws InterruptedException {
        // Trades first: a position that the bot has told of is never seen as unknown to it.
        if (!ledger.unsentTrades().isEmpty()) {
            Outcome trades = client.push(account, "trades", ledger.unsentTrades());
            if (!(trades instanceof Outcome.Accepted)) {
                return trades;
            }
        }
        return client.push(account, "snapshots", snapshot(clock.instant()));
    }

    private Snapshot snapshot(Instant now) {
        Snapshot.Account money = new Snapshot.Account(ledger.balance(), ledger.equity(), ledger.marginUsed(), "USD");
        return new Snapshot(UUID.randomUUID(), now, true, "hedging", money, ledger.positions(), ledger.unsentDeals());
    }

    private void logTransition(Outcome outcome) {
        String line =
                switch (outcome) {
                    case Outcome.Accepted() -> "reports are accepted: account=" + account.account();
                    case Outcome.Refused(int status, String body) ->
                        "reports are refused: account=" + account.account() + " status=" + status + " body=" + body;
                    case Outcome.Unreachable(String cause) ->
                        "reconciliation is away: account=" + account.account() + " cause=" + cause;
                };
        String kind = outcome instanceof Outcome.Refused(int status, String body) ? "refused " + status : line;
        if (!kind.equals(lastOutcome)) {
            log.println(clock.instant() + " " + line);
            lastOutcome = kind;
        }
    }
}
