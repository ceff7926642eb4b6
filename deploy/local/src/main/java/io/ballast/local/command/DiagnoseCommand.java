// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.keys.Role;
import io.ballast.local.keys.SigningKeys;
import io.ballast.local.keys.Tokens;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks every service what is wrong with it. */
@Command(
        name = "diagnose",
        description = "Asks every service what is wrong, as it sees itself and its dependencies, and what to do.")
final class DiagnoseCommand implements Callable<Integer> {

    private static final List<Member> SERVICES = List.of(Member.RECONCILIATION, Member.MARKET, Member.BRIDGE);
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Prints everything that was answered, as JSON.")
    private boolean json;

    DiagnoseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        SigningKeys keys = SigningKeys.in(surroundings.folder().prepared().keys());
        String token = new Tokens(keys).mint(Role.OPERATOR, UUID.randomUUID(), Instant.now(), VALIDITY);
        List<ServiceAnswer> answers = ask(token);
        if (json) {
            printJson(answers);
        } else {
            new DiagnosisText(surroundings::say).print(answers);
        }
        return 0;
    }

    private List<ServiceAnswer> ask(String token) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ServiceAnswer>> asked = SERVICES.stream()
                    .map(service ->
                            threads.submit(() -> ServiceAnswer.ask(service, port(service), running(service), token)))
                    .toList();
            List<ServiceAnswer> answers = new ArrayList<>();
            for (Future<ServiceAnswer> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private int port(Member service) {
        Integer started =
                surroundings.records().find(service).map(ProcessRecord::port).orElse(null);
        return started != null
                ? started
                : service.port(surroundings.environment()).orElseThrow();
    }

    private boolean running(Member service) {
        return surroundings
                .records()
                .find(service)
                .filter(ProcessRecord::isAlive)
                .isPresent();
    }

    private void printJson(List<ServiceAnswer> answers) throws JsonProcessingException {
        List<Map<String, @Nullable Object>> services = new ArrayList<>();
        for (ServiceAnswer answer : answers) {
            Map<String, @Nullable Object> service = new LinkedHashMap<>();
            service.put("name", answer.service().id());
            service.put("url", answer.url());
            service.put("answers", answer.diagnosis() != null);
            service.put("error", answer.error());
            service.put("recommendation", answer.recommendation());
            service.put("diagnosis", answer.diagnosis());
            services.add(service);
        }
        boolean healthy = answers.stream().allMatch(ServiceAnswer::healthy);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("healthy", healthy);
        report.put("services", services);
        surroundings.say(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
}
