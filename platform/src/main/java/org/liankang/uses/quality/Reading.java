package org.liankang.uses.quality;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liankang.base.json.Json;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * What one version says, before it is judged.
 *
 * @param institution on whose behalf it came, else the one it names, else 0
 * @param kind null when it is of no kind, deleted or entered in error: then nothing is asked of it
 * @param patient what it says of a resident, or null
 * @param diagnosis the diagnosis it tells, or null
 * @param part what an encounter may expect of it, or null
 * @param event a key under which the same event may have been told already, or null
 */
record Reading(
        String reference,
        long institution,
        @Nullable KindRules kind,
        Optional<Moment> told,
        Ledger.@Nullable Patient patient,
        Ledger.@Nullable Diagnosis diagnosis,
        Ledger.@Nullable Part part,
        @Nullable String event) {

    static Reading of(Version version, Rulebook rules, Institutions institutions) {
        String reference = version.reference();
        if (Ledger.withdrawn(version)) {
            return new Reading(reference, version.institution(), null, Optional.empty(), null, null, null, null);
        }
        JsonNode body = version.body();
        KindRules kind = rules.kindOf(version.type(), body).orElse(null);
        return new Reading(
                reference,
                version.institution() != 0 ? version.institution() : named(kind, body, institutions),
                kind,
                kind == null ? Optional.empty() : kind.told(body),
                version.type().equals("Patient") ? patient(version, body) : null,
                version.type().equals("Condition") ? diagnosis(version, body) : null,
                part(version, body, rules),
                kind == null ? null : event(version, kind, body));
    }

    private static long named(@Nullable KindRules kind, JsonNode body, Institutions institutions) {
        if (kind == null || kind.institution() == null) {
            return 0;
        }
        String reference = kind.institution().text(body);
        return reference.startsWith("Organization/")
                ? institutions
                        .byOrganization(reference.substring("Organization/".length()))
                        .map(Institution::id)
                        .orElse(0L)
                : 0;
    }

    private static Ledger.@Nullable Patient patient(Version version, JsonNode body) {
        return version.resident() == 0
                ? null
                : new Ledger.Patient(
                        version.reference(),
                        version.resident(),
                        Json.text(body, "gender"),
                        Fields.day(body, "birthDate").orElse(null),
                        Fields.day(body, "deceasedDateTime").orElse(null),
                        version.position());
    }

    private static Ledger.@Nullable Diagnosis diagnosis(Version version, JsonNode body) {
        String code = Fields.code(body.path("code"), Fields.ICD10);
        boolean refuted =
                Json.text(body, "verificationStatus", "coding", "code").equals("refuted");
        return version.resident() == 0 || code.isEmpty() || refuted
                ? null
                : new Ledger.Diagnosis(version.reference(), version.resident(), code, Ledger.onset(body));
    }

    private static Ledger.@Nullable Part part(Version version, JsonNode body, Rulebook rules) {
        String encounter = Fields.reference(body.path("encounter"));
        Set<String> codes = encounter.isEmpty() ? Set.of() : rules.partsIn(version.type(), body);
        return codes.isEmpty() ? null : new Ledger.Part(version.reference(), encounter, codes);
    }

    private static @Nullable String event(Version version, KindRules kind, JsonNode body) {
        for (KindRules.Compiled one : kind.rules()) {
            if (one.check() instanceof SharedChecks.Once once && version.resident() != 0) {
                Subject subject =
                        new Subject(body, kind.told(body), version.at(), version.at(), java.time.ZoneOffset.UTC);
                String claim = once.claim(subject);
                return claim == null
                        ? null
                        : version.resident() + "|" + kind.kind().code() + "|" + claim;
            }
        }
        return null;
    }
}
