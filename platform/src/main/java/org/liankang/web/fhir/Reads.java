package org.liankang.web.fhir;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Reads of one resource, its current version or a named one. */
@Component
class Reads {

    private final Lookup lookup;
    private final Subsets subsets;
    private final Watch watch;

    Reads(Lookup lookup, Subsets subsets, Watch watch) {
        this.lookup = lookup;
        this.subsets = subsets;
        this.watch = watch;
    }

    /** {@code GET Type/id} */
    Answer read(Call call) {
        Account account = call.require(Right.READ_FHIR);
        String type = typed(call.path().getFirst());
        Version version = lookup.living(type, call.id(1), OptionalInt.empty());
        watch.seen(account, call, version);
        if (unchanged(call, version)) {
            return Answer.empty(304).of(version);
        }
        return shown(call, version);
    }

    /** {@code GET Type/id/_history/n} */
    Answer vread(Call call) {
        Account account = call.require(Right.READ_FHIR);
        String type = typed(call.path().getFirst());
        String id = call.id(1);
        String number = call.path().get(3);
        if (!number.matches("\\d{1,9}")) {
            throw new Refusal("not-found", type + "/" + id, "has no such version");
        }
        Version version = lookup.version(type, id, Integer.parseInt(number))
                .orElseThrow(() -> lookup.read(type, id).isPresent()
                        ? new Refusal("not-found", type + "/" + id, "has no such version")
                        : Lookup.nothing(type));
        if (version.deleted()) {
            throw new Refusal("deleted", version.reference(), "was deleted by this version");
        }
        watch.seen(account, call, version);
        return shown(call, version);
    }

    private Answer shown(Call call, Version version) {
        Subset subset = Subset.of(call.query());
        if (subset.counts()) {
            throw new Refusal("request-invalid", "_summary", "a single resource cannot be counted");
        }
        return Answer.bytes(200, subsets.cut(subset, version.type(), lookup.shown(version)))
                .of(version);
    }

    /** FHIR R4, 3.1.0.5.1: the tag decides when there is one, otherwise the time, to the second. */
    private static boolean unchanged(Call call, Version version) {
        String tags = call.headers().apply("If-None-Match");
        if (tags != null) {
            for (String tag : tags.split(",")) {
                String one = tag.strip();
                String bare = (one.startsWith("W/") ? one.substring(2) : one).replace("\"", "");
                if (bare.equals("*") || bare.equals(Integer.toString(version.number()))) {
                    return true;
                }
            }
            return false;
        }
        String since = call.headers().apply("If-Modified-Since");
        if (since == null) {
            return false;
        }
        try {
            Instant then = LocalDateTime.parse(since.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant(ZoneOffset.UTC);
            return !version.at().truncatedTo(ChronoUnit.SECONDS).isAfter(then);
        } catch (DateTimeParseException unreadable) {
            return false; // RFC 9110, 13.1.3: what is no date is ignored
        }
    }

    String typed(String type) {
        if (!lookup.knows(type)) {
            throw new Refusal("resource-type-unknown", "", "there is no such resource type in FHIR R4");
        }
        return type;
    }
}
