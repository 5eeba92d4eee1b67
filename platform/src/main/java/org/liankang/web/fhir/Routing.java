package org.liankang.web.fhir;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which part of the door answers which address. */
@Component
class Routing {

    private static final String HISTORY = "_history";
    private static final String SEARCH = "_search";

    private final Reads reads;
    private final Histories histories;
    private final Searches searches;
    private final Writes writes;
    private final Transactions transactions;
    private final Operations operations;
    private final Capability capability;
    private final OpenApi openApi;

    Routing(
            Reads reads,
            Histories histories,
            Searches searches,
            Writes writes,
            Transactions transactions,
            Operations operations,
            Capability capability,
            OpenApi openApi) {
        this.reads = reads;
        this.histories = histories;
        this.searches = searches;
        this.writes = writes;
        this.transactions = transactions;
        this.operations = operations;
        this.capability = capability;
        this.openApi = openApi;
    }

    /** @throws Refusal with the reason why it is not done */
    Answer answer(Call call) {
        List<String> path = call.path();
        if (!path.isEmpty() && path.getLast().startsWith("$")) {
            return operations.answer(call);
        }
        return switch (call.method()) {
            case "GET", "HEAD" -> get(call, path);
            case "POST" -> post(call, path);
            case "PUT" -> path.size() == 2 || conditional(path) ? writes.update(call) : none(call);
            case "PATCH" -> path.size() == 2 || conditional(path) ? writes.patch(call) : none(call);
            case "DELETE" -> path.size() == 2 || conditional(path) ? writes.delete(call) : none(call);
            case "OPTIONS" -> path.isEmpty() ? capability.answer(call) : none(call);
            default -> none(call);
        };
    }

    private static boolean conditional(List<String> path) {
        return path.size() == 1 && !path.getFirst().startsWith("_");
    }

    private Answer get(Call call, List<String> path) {
        return switch (path.size()) {
            case 0 -> searches.ofSystem(call);
            case 1 ->
                switch (path.getFirst()) {
                    case "metadata" -> capability.answer(call);
                    case "openapi.json" -> openApi.answer(call);
                    case HISTORY -> histories.history(call);
                    default -> searches.ofType(call);
                };
            case 2 -> path.get(1).equals(HISTORY) ? histories.history(call) : reads.read(call);
            case 3 -> path.get(2).equals(HISTORY) ? histories.history(call) : searches.ofCompartment(call);
            case 4 -> path.get(2).equals(HISTORY) ? reads.vread(call) : none(call);
            default -> none(call);
        };
    }

    private Answer post(Call call, List<String> path) {
        if (path.isEmpty()) {
            return transactions.bundle(call, this::answer);
        }
        boolean search = path.getLast().equals(SEARCH);
        return switch (path.size()) {
            case 1 -> search ? searches.ofSystem(form(call)) : writes.create(call);
            case 2 -> search ? searches.ofType(form(call)) : none(call);
            case 4 -> search ? searches.ofCompartment(form(call)) : none(call);
            default -> none(call);
        };
    }

    /** A search by POST is the same search with the body as part of its query. */
    private static Call form(Call call) {
        Query query = call.query().and(Query.parse(new String(call.body(), StandardCharsets.UTF_8)));
        List<String> path = call.path().subList(0, call.path().size() - 1);
        return new Call(call.method(), path, query, call.headers(), call.base(), call.account(), call.payload());
    }

    private static Answer none(Call call) {
        call.account().orElseThrow(() -> new Refusal("sign-in-needed", "Authorization", "a token is needed"));
        throw new Refusal("interaction-unsupported", "", call.method() + " is not done at this address");
    }
}
