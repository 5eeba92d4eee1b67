package org.liankang.uses.immunisation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is given: a vaccine as it comes in its package, or an immunoglobulin.
 *
 * @param codes how senders write it in Immunization.vaccineCode, beside {@code urn:liankang:vaccine|<product>}
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record Product(
        String product,
        String name,
        String nameEn,
        Kind kind,
        List<Code> codes,
        Schedule.Confidence confidence,
        String note) {

    static final String SYSTEM = "urn:liankang:vaccine";

    /** What matters for the intervals between different vaccines. */
    enum Kind {
        @JsonProperty("inactivated")
        INACTIVATED,
        @JsonProperty("live-injected")
        LIVE_INJECTED,
        @JsonProperty("live-oral")
        LIVE_ORAL,
        @JsonProperty("globulin")
        GLOBULIN
    }

    record Code(String system, String code) {}

    Product {
        Schedule.require("product", product);
        Schedule.require("name", name);
        Schedule.require("name-en", nameEn);
        Schedule.require("kind", kind);
        codes = codes == null ? List.of() : List.copyOf(codes);
    }

    boolean live() {
        return kind == Kind.LIVE_INJECTED || kind == Kind.LIVE_ORAL;
    }
}
