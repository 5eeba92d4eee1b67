package org.liankang.web.fhir;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Purpose;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/**
 * Leaves a trace of every resident whose data a FHIR request shows. The purpose is the header
 * {@code Liankang-Purpose}; without it, what an account of that role is there for.
 */
@Component
class Watch {

    private final AuditTrail trail;

    Watch(AuditTrail trail) {
        this.trail = trail;
    }

    /** @throws Refusal when the purpose named is none */
    void seen(Account account, Call call, Version version) {
        Purpose purpose = purpose(account, call.headers().apply("Liankang-Purpose"));
        if (version.resident() > 0) {
            trail.record(account, purpose, "fhir-read", version.resident(), version.reference());
        }
    }

    /** @throws Refusal when the purpose named is none */
    void seen(Account account, Call call, List<Version> versions) {
        Purpose purpose = purpose(account, call.headers().apply("Liankang-Purpose"));
        TreeMap<Long, String> residents = new TreeMap<>();
        for (Version version : versions) {
            if (version.resident() > 0) {
                residents.putIfAbsent(version.resident(), version.reference());
            }
        }
        residents.forEach((resident, reference) -> trail.record(account, purpose, "fhir-read", resident, reference));
    }

    /** A number can tell as much as a record: each search leaves a trace of its own, without its values. */
    void counted(Account account, Call call, String what) {
        String names = String.join(",", new TreeSet<>(call.query().values().keySet()));
        String reference = what + "?" + names;
        Purpose purpose = purpose(account, call.headers().apply("Liankang-Purpose"));
        trail.record(account, purpose, "fhir-search", 0, reference.substring(0, Math.min(200, reference.length())));
    }

    private static Purpose purpose(Account account, String named) {
        if (named != null) {
            try {
                return Purpose.valueOf(named.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException unknown) {
                throw new Refusal("request-invalid", "Liankang-Purpose", "names no purpose");
            }
        }
        return switch (account.role()) {
            case FAMILY_DOCTOR -> Purpose.TREATMENT;
            case PLANNER -> Purpose.PUBLIC_HEALTH;
            case DATA_STEWARD -> Purpose.DATA_REPAIR;
            case ADMINISTRATOR, SENDER, AUDITOR -> Purpose.QUALITY_CHECK;
        };
    }
}
