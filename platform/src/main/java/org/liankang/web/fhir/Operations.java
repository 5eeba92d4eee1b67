package org.liankang.web.fhir;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** All operations there are, and the way to them. */
@Component
class Operations {

    private final List<Operation> all;
    private final Lookup lookup;
    private final Watch watch;

    Operations(List<Operation> all, Lookup lookup, Watch watch) {
        this.all = all.stream().sorted(Comparator.comparing(Operation::name)).toList();
        this.lookup = lookup;
        this.watch = watch;
    }

    List<Operation> all() {
        return all;
    }

    /** {@code $name}, {@code Type/$name}, {@code Type/id/$name}, {@code Type/id/_history/n/$name} */
    Answer answer(Call call) {
        List<String> path = call.path();
        String name = path.getLast().substring(1);
        Operation.Level level = switch (path.size()) {
            case 1 -> Operation.Level.SYSTEM;
            case 2 -> Operation.Level.TYPE;
            case 3, 5 -> Operation.Level.INSTANCE;
            default -> throw new Refusal("operation-unknown", "$" + name, "is not called at such an address");
        };
        String type = level == Operation.Level.SYSTEM ? "" : path.getFirst();
        if (!type.isEmpty() && !lookup.knows(type)) {
            throw new Refusal("resource-type-unknown", "", "there is no such resource type in FHIR R4");
        }
        Operation operation = all.stream()
                .filter(one -> one.name().equals(name) && one.levels().contains(level))
                .filter(one ->
                        type.isEmpty() || one.types().isEmpty() || one.types().contains(type))
                .findFirst()
                .orElseThrow(() -> {
                    call.account()
                            .orElseThrow(() -> new Refusal("sign-in-needed", "Authorization", "a token is needed"));
                    return new Refusal("operation-unknown", "$" + name, "is no operation that is done here");
                });
        Account account = call.require(operation.description().right());
        boolean posted = call.method().equals("POST");
        if (!posted && (!call.reads() || operation.description().affectsState())) {
            throw new Refusal("interaction-unsupported", "$" + name, "is not called by " + call.method());
        }
        OptionalInt version = version(path);
        OperationAnswer answer = operation.handle(new OperationRequest(
                account,
                type.isEmpty() ? Optional.empty() : Optional.of(type),
                level == Operation.Level.INSTANCE ? Optional.of(call.id(1)) : Optional.empty(),
                version,
                call.query().asked().values(),
                posted ? body(call) : Optional.empty(),
                call.base(),
                call.headers(),
                () -> lookup.living(type, call.id(1), version),
                versions -> watch.seen(account, call, versions)));
        return switch (answer) {
            case OperationAnswer.Resource(JsonNode resource) -> Answer.json(200, resource);
            case OperationAnswer.Streamed(OperationAnswer.Writing writing) -> Answer.streamed(writing::writeTo);
            case OperationAnswer.Told told -> told(told);
            case OperationAnswer.Refused refused -> Outcomes.answer(refused.findings());
        };
    }

    private static Answer told(OperationAnswer.Told told) {
        Answer answer = told.body() == null ? Answer.empty(told.status()) : Answer.json(told.status(), told.body());
        for (Map.Entry<String, String> header : told.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static OptionalInt version(List<String> path) {
        if (path.size() < 5) {
            return OptionalInt.empty();
        }
        if (!path.get(2).equals("_history") || !path.get(3).matches("\\d{1,9}")) {
            throw new Refusal("request-invalid", "", "names no version");
        }
        return OptionalInt.of(Integer.parseInt(path.get(3)));
    }

    private static Optional<JsonNode> body(Call call) {
        byte[] bytes = call.body();
        if (bytes.length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode body = Json.parse(bytes);
            if (!body.isObject()) {
                throw new Refusal("not-a-resource", "", "a FHIR resource is a JSON object");
            }
            return Optional.of(body);
        } catch (JacksonException malformed) {
            throw new Refusal("json-malformed", Json.place(malformed), Json.wrong(malformed));
        }
    }
}
