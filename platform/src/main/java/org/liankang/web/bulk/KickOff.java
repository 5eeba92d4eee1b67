package org.liankang.web.bulk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Purpose;
import org.liankang.record.store.Records;
import org.liankang.uses.bulk.Bulk;
import org.liankang.uses.bulk.BulkRefused;
import org.liankang.uses.bulk.ExportAsked;
import org.liankang.uses.bulk.Job;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How bulk jobs begin: {@code $export} (Bulk Data Access IG 2.0.0, "Bulk Data Kick-off Request") and {@code $import}. An
 * accepted one is answered with 202 and the address of its state in {@code Content-Location}.
 */
@Component
public class KickOff {

    private final Bulk bulk;
    private final Records records;

    KickOff(Bulk bulk, Records records) {
        this.bulk = bulk;
        this.records = records;
    }

    /**
     * @param group id of the Group, or empty at the other levels
     * @param parameters of the query string; those of a Parameters resource are added
     * @param body empty when the request has none
     * @param header gives a request header, or null
     * @param request the whole address asked
     * @param root scheme, host and port under which {@code /bulk} is reached
     */
    public BulkAnswer export(
            Account account,
            ExportAsked.Level level,
            String group,
            Map<String, List<String>> parameters,
            byte[] body,
            Function<String, String> header,
            String request,
            String root) {
        return answer(() -> {
            String prefer = prefer(header);
            Map<String, List<String>> all = body.length == 0 ? parameters : ExportAsked.parameters(read(body));
            ExportAsked asked = ExportAsked.of(level, group, all, prefer.contains("handling=lenient"), records::knows);
            return accepted(bulk.export(account, purpose(header), asked, request), root);
        });
    }

    /** An import from sources that the platform fetches; parameters as for {@link #export}. */
    public BulkAnswer importFrom(
            Account account, byte[] body, Function<String, String> header, String request, String root) {
        return answer(() -> {
            prefer(header);
            return accepted(bulk.importFrom(account, institution(account, header), read(body), request), root);
        });
    }

    interface Work {
        BulkAnswer go();
    }

    static BulkAnswer answer(Work work) {
        try {
            return work.go();
        } catch (BulkRefused refused) {
            return BulkAnswer.refused(refused.finding());
        } catch (Unreadable unreadable) {
            return BulkAnswer.refused(unreadable.finding);
        }
    }

    /** The request itself cannot be understood. */
    static final class Unreadable extends RuntimeException {
        final transient Finding finding;

        Unreadable(Finding finding) {
            super(finding.code(), null, false, false);
            this.finding = finding;
        }
    }

    static String institution(Account account, Function<String, String> header) {
        String named = header.apply("Liankang-Institution");
        return named == null ? account.institution() : named.strip();
    }

    private static String prefer(Function<String, String> header) {
        String prefer = Optional.ofNullable(header.apply("Prefer")).orElse("").replace(" ", "");
        if (!prefer.contains("respond-async")) {
            throw new Unreadable(Finding.error("request-invalid", "Prefer", "must be respond-async"));
        }
        return prefer;
    }

    private static Optional<Purpose> purpose(Function<String, String> header) {
        String named = header.apply("Liankang-Purpose");
        if (named == null || named.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Purpose.valueOf(named.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (IllegalArgumentException unknown) {
            throw new Unreadable(Finding.error("request-invalid", "Liankang-Purpose", "names no purpose"));
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException malformed) {
            throw new Unreadable(Finding.error("json-malformed", Json.place(malformed), Json.wrong(malformed)));
        }
    }

    private static BulkAnswer accepted(Job job, String root) {
        return BulkAnswer.of(HttpStatus.ACCEPTED, null).with("Content-Location", root + "/bulk/jobs/" + job.id());
    }
}
