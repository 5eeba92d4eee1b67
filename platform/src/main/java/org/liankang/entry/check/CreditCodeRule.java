package org.liankang.entry.check;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import org.liankang.identity.place.CreditCode;
import tools.jackson.databind.JsonNode;

/** An institution's code must have the shape of GB 32100; a wrong check character is a warning (early codes). */
final class CreditCodeRule implements Rule {

    @Override
    public void check(String type, JsonNode resource, Instant now, Consumer<Finding> found) {
        if (!type.equals("Organization")) {
            return;
        }
        JsonNode identifiers = resource.path("identifier");
        for (int i = 0; i < identifiers.size(); i++) {
            JsonNode one = identifiers.get(i);
            if (CreditCode.SYSTEM.equals(one.path("system").asString(""))) {
                String where = "Organization.identifier[" + i + "].value";
                Optional<CreditCode> code = CreditCode.parse(one.path("value").asString(""));
                if (code.isEmpty()) {
                    found.accept(Finding.error(
                            "credit-code-invalid", where, "is no unified social credit code (18 characters)"));
                } else if (!code.get().checks()) {
                    found.accept(Finding.warning("credit-code-check", where, "has a wrong check character"));
                }
            }
        }
    }
}
