package org.liankang.web.fhir;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Interaction.PatchKind;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import org.liankang.record.store.Version;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What changes one resource: HTTP becomes an interaction for the door, its receipt becomes HTTP again. */
@Component
class Writes {

    private static final int LONGEST_KEY = 200;
    private static final byte[] NOTHING = new byte[0];

    private final Door door;
    private final Lookup lookup;

    Writes(Door door, Lookup lookup) {
        this.door = door;
        this.lookup = lookup;
    }

    /** {@code POST Type}, with {@code If-None-Exist} only when nothing matches. */
    Answer create(Call call) {
        Optional<String> condition = call.header("If-None-Exist").map(Writes::searchString);
        return single(call, new Interaction.Create(call.path().getFirst(), condition), call.body());
    }

    /** {@code PUT Type/id} or {@code PUT Type?…} */
    Answer update(Call call) {
        String type = call.path().getFirst();
        Interaction interaction = call.path().size() == 1
                ? new Interaction.UpdateWhere(type, condition(call))
                : new Interaction.Update(type, call.id(1), call.ifMatch());
        return single(call, interaction, call.body());
    }

    /** {@code PATCH Type/id} or {@code PATCH Type?…}; the media type says which kind of patch it is. */
    Answer patch(Call call) {
        String type = call.path().getFirst();
        OptionalInt match = call.ifMatch();
        byte[] body = call.body();
        PatchKind kind = kind(call.headers().apply("Content-Type"), body);
        Interaction interaction = call.path().size() == 1
                ? new Interaction.PatchWhere(type, condition(call), kind)
                : new Interaction.Patch(type, call.id(1), match, kind);
        return single(call, interaction, body);
    }

    private static PatchKind kind(String mediaType, byte[] body) {
        String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json-patch+json")) {
            return PatchKind.JSON;
        }
        if (type.startsWith("application/fhir+")) {
            return PatchKind.FHIRPATH;
        }
        if (type.startsWith("application/json")) {
            for (byte b : body) {
                if (b > ' ') {
                    return b == '[' ? PatchKind.JSON : PatchKind.FHIRPATH;
                }
            }
        }
        throw new Refusal(
                "media-type-unsupported",
                "Content-Type",
                "must be application/json-patch+json, application/fhir+json or application/fhir+xml");
    }

    /** {@code DELETE Type/id} or {@code DELETE Type?…} */
    Answer delete(Call call) {
        String type = call.path().getFirst();
        Interaction interaction = call.path().size() == 1
                ? new Interaction.DeleteWhere(type, condition(call))
                : new Interaction.Delete(type, call.id(1), call.ifMatch());
        return single(call, interaction, NOTHING);
    }

    /** A condition without any criterion would mean any resource of the type. */
    private static String condition(Call call) {
        String condition = call.query().asked().text();
        if (condition.isEmpty()) {
            throw new Refusal("condition-missing", "", "needs an id or a search that finds one resource");
        }
        if (call.ifMatch().isPresent()) {
            throw new Refusal("request-invalid", "If-Match", "goes with an id, not with a search");
        }
        return condition;
    }

    /** Some senders write {@code Patient?identifier=…} or {@code ?identifier=…}. */
    static String searchString(String header) {
        return header.substring(header.indexOf('?') + 1);
    }

    Answer single(Call call, Interaction interaction, byte[] payload) {
        Receipt receipt = submit(call, interaction, payload);
        if (receipt.outcomes().isEmpty()) {
            return Outcomes.answer(receipt.findings());
        }
        Receipt.Outcome outcome = receipt.outcomes().getFirst();
        HttpStatus status = Outcomes.status(outcome);
        if (!outcome.stored()) {
            return Answer.json(status.value(), Outcomes.outcome(outcome.findings(), outcome.quarantine()));
        }
        boolean told =
                call.preference("return").filter("OperationOutcome"::equals).isPresent();
        if (status == HttpStatus.NO_CONTENT || outcome.version() == 0) {
            Answer gone = told
                    ? Answer.json(200, Outcomes.done(outcome))
                    : Answer.empty(status == HttpStatus.OK ? 204 : status.value());
            return outcome.version() > 0 ? gone.with("ETag", "W/\"" + outcome.version() + "\"") : gone;
        }
        int code = receipt.repeated() ? 200 : status.value();
        return body(call, outcome, code, told)
                .version(outcome.version(), outcome.at())
                .with("Location", call.base() + "/" + location(outcome));
    }

    private Answer body(Call call, Receipt.Outcome outcome, int status, boolean told) {
        if (call.preference("return").filter("minimal"::equals).isPresent()) {
            return Answer.empty(status);
        }
        if (told) {
            return Answer.json(status, Outcomes.done(outcome));
        }
        Optional<Version> stored = lookup.version(outcome.type(), outcome.id(), outcome.version());
        return stored.map(version -> Answer.bytes(status, lookup.shown(version)))
                .orElseGet(() -> Answer.empty(status));
    }

    static String location(Receipt.Outcome outcome) {
        return outcome.type() + "/" + outcome.id() + "/_history/" + outcome.version();
    }

    /** @throws java.util.concurrent.CompletionException when the writer could not answer */
    Receipt submit(Call call, Interaction interaction, byte[] payload) {
        Account account = call.require(Right.SUBMIT_FHIR);
        String institution = call.header("Liankang-Institution").orElse(account.institution());
        if (!institution.isEmpty() && !account.speaksFor(institution)) {
            throw new Refusal("institution-not-yours", "Liankang-Institution", "this account may not speak for it");
        }
        Optional<String> key = call.header("Idempotency-Key");
        if (key.isPresent() && (key.get().isEmpty() || key.get().length() > LONGEST_KEY)) {
            throw new Refusal("request-invalid", "Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters");
        }
        Submitter by = new Submitter(account.login(), institution);
        return door.submit(new Envelope("fhir", by, key, interaction, payload)).join();
    }
}
