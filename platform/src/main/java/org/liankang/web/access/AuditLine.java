package org.liankang.web.access;

import java.util.Locale;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.view.Texts;

/** One line of the audit page. @param institution its name, or its code, or empty */
public record AuditLine(AuditTrail.Entry entry, String institution) {

    public String role(Texts t) {
        return entry.role().isEmpty() ? "" : t.of("access.role." + code(entry.role()));
    }

    public String purpose(Texts t) {
        return t.of("access.purpose." + code(entry.purpose()));
    }

    private static String code(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
