// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import io.ballast.local.folder.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Keeps an account over restarts, so that a broker that comes back still knows its positions. */
final class LedgerFile {

    private final Path folder;
    private final DemoAccount account;
    private final Path file;

    LedgerFile(Path folder, DemoAccount account) {
        this.folder = folder;
        this.account = account;
        this.file = folder.resolve(account.account() + ".json");
    }

    /** The account as it was saved; a new one where there is none, numbered by the clock so that no id comes twice. */
    Ledger load(Instant now) {
        try {
            return Files.exists(file)
                    ? Wire.readLedger(Files.readString(file))
                    : Ledger.opened(now.getEpochSecond() * 1000 + account.ordinal());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void save(Ledger ledger) {
        try {
            PrivateFiles.makeFolder(folder);
            PrivateFiles.write(file, Wire.write(ledger));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
