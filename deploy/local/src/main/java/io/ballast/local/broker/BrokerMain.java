// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import io.ballast.local.keys.SigningKeys;
import io.ballast.local.keys.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The broker simulator: a process that pushes the demo accounts' reports to reconciliation. */
final class BrokerMain {

    private static final long SEED = 20_260_105;

    private BrokerMain() {}

    /** @param arguments reconciliation's base URL, the folder of the signing keys, the folder for the accounts */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: BrokerMain RECONCILIATION_URL KEYS_FOLDER DATA_FOLDER");
            System.exit(2);
        }
        URI reconciliation = URI.create(arguments[0]);
        Tokens tokens = new Tokens(SigningKeys.in(Path.of(arguments[1])));
        Path data = Path.of(arguments[2]);
        InstantSource clock = InstantSource.system();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        List<Thread> terminals = new ArrayList<>();
        for (DemoAccount account : DemoAccount.values()) {
            LedgerFile file = new LedgerFile(data, account);
            Market market = new Market(account, new Random(SEED + account.ordinal()));
            AgentToken token = new AgentToken(tokens, account.user(), clock);
            ReconciliationClient client = new ReconciliationClient(http, reconciliation, token);
            Terminal terminal = new Terminal(account, market, file, client, clock, System.out);
            terminals.add(Thread.ofPlatform().name(account.account()).start(terminal::run));
        }
        for (Thread terminal : terminals) {
            terminal.join();
        }
    }
}
