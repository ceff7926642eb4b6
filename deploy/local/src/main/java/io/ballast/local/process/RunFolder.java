// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One JSON file per started process. */
public final class RunFolder {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** What is described, alive or not, in the order of starting. */
    public List<ProcessRecord> all() {
        return Arrays.stream(Member.values()).flatMap(m -> find(m).stream()).toList();
    }

    /** What is described and still runs, in the order of starting. */
    public List<ProcessRecord> alive() {
        return all().stream().filter(ProcessRecord::isAlive).toList();
    }

    public Optional<ProcessRecord> find(Member member) {
        Path file = file(member);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readString(file), ProcessRecord.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw LaunchException.failed(
                    file + " is damaged; end that process by hand if it still runs, then delete the file", e);
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + PrivateFiles.reason(e), e);
        }
    }

    void save(ProcessRecord started) {
        try {
            String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(started);
            PrivateFiles.write(file(started.member()), json + "\n");
        } catch (IOException e) {
            throw LaunchException.failed("cannot write " + PrivateFiles.reason(e), e);
        }
    }

    public void remove(Member member) {
        try {
            Files.deleteIfExists(file(member));
        } catch (IOException e) {
            throw LaunchException.failed("cannot delete " + PrivateFiles.reason(e), e);
        }
    }

    private Path file(Member member) {
        return folder.resolve(member.id() + ".json");
    }
}
