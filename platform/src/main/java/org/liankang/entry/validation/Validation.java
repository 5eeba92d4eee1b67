package org.liankang.entry.validation;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.check.Checks;
import org.liankang.record.store.Version;
import org.liankang.record.terms.Answer;
import org.liankang.record.terms.FhirShelf;
import org.liankang.record.terms.Terminology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operation {@code $validate}. An answer is an OperationOutcome, also for a document full of errors; it is refused
 * when it cannot be looked at: the operation's own parameters, an unknown profile, too large, too many at a time.
 *
 * <p>What is quoted in an outcome may be a person's data: it goes to whoever sent or may read the document, and into no
 * log.
 */
public final class Validation {

    private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

    /** Bytes of one document. */
    public static final int LARGEST = 5 * 1024 * 1024;

    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_PROFILES = 10;
    private static final int MOST_FINDINGS = 500;
    private static final Duration WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Set<String> MODES = Set.of("", "create", "update", "delete");
    private static final Set<String> PARAMETERS = Set.of("resource", "mode", "profile");

    /** What a request asks for, whichever way it says it. */
    private record Asked(Optional<JsonNode> document, String mode, List<String> profiles) {}

    private final FhirContext fhir;
    private final FhirShelf definitions;
    private final Profiles profiles;
    private final Terminology terms;
    private final Checks checks;
    private final Current current;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
    private volatile Engine engine;

    Validation(
            FhirContext fhir,
            FhirShelf definitions,
            Profiles profiles,
            Terminology terms,
            Checks checks,
            Current current,
            Clock clock) {
        this.fhir = fhir;
        this.definitions = definitions;
        this.profiles = profiles;
        this.terms = terms;
        this.checks = checks;
        this.current = current;
        this.clock = clock;
    }

    /**
     * @param type the type in the address
     * @param id the id in the address, or empty at type level
     * @param body a resource, or Parameters with {@code resource}, {@code mode}, {@code profile}; may be empty when the
     *     address names a stored resource
     * @param mode of the query: {@code create}, {@code update}, {@code delete} or empty
     * @param wanted profiles of the query
     */
    public Answer<ObjectNode> validate(String type, String id, byte[] body, String mode, List<String> wanted) {
        if (body.length > LARGEST) {
            return refused("validation-too-large", "", "is larger than " + LARGEST + " bytes");
        }
        JsonNode sent;
        try {
            sent = body.length == 0 ? Json.object() : Json.parse(body);
        } catch (JacksonException malformed) {
            return refused("json-malformed", Json.place(malformed), Json.wrong(malformed));
        }
        if (!sent.isObject()) {
            return refused("not-a-resource", "", "is JSON, but no object");
        }
        Optional<Finding> unfit = unfit(sent);
        if (unfit.isPresent()) {
            return new Answer.Refused<>(unfit.get());
        }
        Asked asked = asked(sent, mode, wanted);
        if (!MODES.contains(asked.mode())) {
            return refused("operation-parameter-invalid", "mode", "must be create, update or delete");
        }
        if (asked.profiles().size() > MOST_PROFILES) {
            return refused("operation-parameter-invalid", "profile", "at most " + MOST_PROFILES + " at a time");
        }
        return asked.mode().equals("delete") ? delete(type, id) : document(type, id, asked);
    }

    private static boolean wrapped(JsonNode sent) {
        return "Parameters".equals(Json.text(sent, "resourceType"));
    }

    /** A parameter that would be passed over is refused, as everywhere. */
    private static Optional<Finding> unfit(JsonNode sent) {
        return !wrapped(sent)
                ? Optional.empty()
                : Json.each(sent.path("parameter"))
                        .map(one -> Json.text(one, "name"))
                        .filter(name -> !PARAMETERS.contains(name))
                        .findFirst()
                        .map(name -> Finding.error(
                                "operation-parameter-unsupported", name, "the parameter is not supported"));
    }

    private static Asked asked(JsonNode sent, String mode, List<String> wanted) {
        if (!wrapped(sent)) {
            return new Asked(sent.isEmpty() ? Optional.empty() : Optional.of(sent), mode, wanted);
        }
        String said = parameter(sent, "mode").findFirst().orElse(mode);
        return new Asked(
                Json.each(sent.path("parameter"))
                        .map(one -> one.path("resource"))
                        .filter(JsonNode::isObject)
                        .findFirst(),
                said,
                Stream.concat(wanted.stream(), parameter(sent, "profile"))
                        .distinct()
                        .toList());
    }

    private static Stream<String> parameter(JsonNode sent, String name) {
        return Json.each(sent.path("parameter"))
                .filter(one -> name.equals(Json.text(one, "name")))
                .flatMap(one -> one.propertyStream())
                .filter(field -> field.getKey().startsWith("value"))
                .map(field -> field.getValue().asString(""));
    }

    /** Whether what the address names could be deleted: it must be there; the content plays no part. */
    private Answer<ObjectNode> delete(String type, String id) {
        if (id.isEmpty()) {
            return refused("operation-parameter-missing", "mode", "delete needs the id in the address");
        }
        return new Answer.Given<>(Outcome.of(absent(type, id).stream().toList()));
    }

    private Optional<Finding> absent(String type, String id) {
        Optional<Version> version = current.read(type, id);
        return version.isEmpty()
                ? Optional.of(Finding.error("not-found", "", "there is no " + type + " with this id"))
                : version.get().deleted()
                        ? Optional.of(Finding.error("deleted", "", "is deleted already"))
                        : Optional.empty();
    }

    private Answer<ObjectNode> document(String type, String id, Asked asked) {
        JsonNode resource;
        if (asked.document().isPresent()) {
            resource = asked.document().get();
        } else if (id.isEmpty()) {
            return refused("operation-parameter-missing", "resource", "there is nothing to validate");
        } else {
            Optional<Finding> absent = absent(type, id);
            if (absent.isPresent()) {
                return new Answer.Refused<>(absent.get());
            }
            resource = current.read(type, id).orElseThrow().body();
        }
        List<Finding> findings = new ArrayList<>(addressed(type, id, asked.mode(), resource));
        findings.addAll(checks.check(resource, clock.instant()).findings());
        if (!checks.knows(Json.text(resource, "resourceType"))) {
            return new Answer.Given<>(Outcome.of(findings));
        }
        return slowly(ready -> thoroughly(ready, resource, asked.profiles(), findings));
    }

    /** Whether the document fits the address it would be sent to. */
    private static List<Finding> addressed(String type, String id, String mode, JsonNode resource) {
        List<Finding> findings = new ArrayList<>();
        String written = Json.text(resource, "resourceType");
        if (!type.isEmpty() && !type.equals(written)) {
            findings.add(Finding.error("resource-type-mismatch", written, "the address says " + type));
        }
        String own = Json.text(resource, "id");
        if (mode.equals("update") && own.isEmpty()) {
            findings.add(Finding.error("id-missing", written + ".id", "an update carries its id"));
        } else if (!id.isEmpty() && !own.isEmpty() && !id.equals(own)) {
            findings.add(Finding.error("id-mismatch", written + ".id", "the address has another id"));
        }
        return findings;
    }

    private static Answer<ObjectNode> thoroughly(
            Engine ready, JsonNode resource, List<String> wanted, List<Finding> findings) {
        for (String profile : wanted) {
            if (!ready.knows(profile)) {
                return refused("profile-unknown", "profile", "no profile is known under " + profile);
            }
        }
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(ready.validate(Json.text(resource), wanted));
        return new Answer.Given<>(
                Outcome.of(all.stream().distinct().limit(MOST_FINDINGS).toList()));
    }

    private Engine engine() {
        Engine ready = engine;
        if (ready == null) {
            synchronized (this) {
                if (engine == null) {
                    engine = new Engine(fhir, definitions.definitions(), profiles, terms);
                }
                ready = engine;
            }
        }
        return ready;
    }

    /** A few at a time and not for ever; a thread that was given up keeps its turn until it really ends. */
    private Answer<ObjectNode> slowly(Function<Engine, Answer<ObjectNode>> work) {
        try {
            if (!turns.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return refused("validation-busy", "", "others are validating; try again");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return refused("validation-busy", "", "the platform is stopping");
        }
        CompletableFuture<Answer<ObjectNode>> answer = new CompletableFuture<>();
        Engine ready;
        try {
            ready = engine();
        } catch (RuntimeException failure) {
            turns.release();
            throw failure;
        }
        Thread thread = Thread.ofPlatform().daemon().name("validation").start(() -> {
            try {
                answer.complete(work.apply(ready));
            } catch (RuntimeException | LinkageError | StackOverflowError failure) {
                answer.completeExceptionally(failure);
            } finally {
                turns.release();
            }
        });
        try {
            return answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            return refused("validation-too-long", "", "takes longer than " + LONGEST.toSeconds() + " seconds");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return refused("validation-busy", "", "the platform is stopping");
        } catch (ExecutionException failure) {
            // Only the kind: what the validator says of its trouble may quote the document.
            LOG.warn(
                    "a document could not be validated: {}",
                    failure.getCause().getClass().getName());
            return refused("validation-failed", "", "the validator cannot read this document");
        }
    }

    private static Answer<ObjectNode> refused(String code, String where, String message) {
        return new Answer.Refused<>(Finding.error(code, where, message));
    }
}
