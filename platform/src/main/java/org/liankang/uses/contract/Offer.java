package org.liankang.uses.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A package that can be signed.
 *
 * @param code of {@code urn:liankang:package}
 * @param to last day on which it can begin, or null
 * @param fee a year's fee in yuan, or null while the region has not configured it
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record Offer(
        @JsonProperty("package") String code,
        String name,
        @JsonProperty("name-en") String nameEnglish,
        LocalDate from,
        LocalDate to,
        BigDecimal fee,
        List<Item> items) {

    /** Where a service must have been received. */
    public enum Place {
        /** The contract's own institution. */
        @JsonProperty("contract")
        CONTRACT,
        /** Any primary institution, or the contract's own. */
        @JsonProperty("primary")
        PRIMARY,
        @JsonProperty("any")
        ANY
    }

    /**
     * @param services kinds of service (Encounter.type) that count
     * @param group who it is promised to
     * @param required whether a contract is honoured only with it
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Item(
            @JsonProperty("item") String code,
            String name,
            @JsonProperty("name-en") String nameEnglish,
            List<String> services,
            int times,
            @JsonProperty("for") String group,
            Place at,
            Boolean required,
            String clause,
            String confidence,
            String note) {

        public Item {
            if (code == null || name == null || services == null || group == null || at == null) {
                throw new IllegalArgumentException("an item needs item, name, services, times, for and at");
            }
            if (clause == null || confidence == null || !List.of("H", "M", "L").contains(confidence)) {
                throw new IllegalArgumentException("item " + code + " needs a clause and a confidence (H, M or L)");
            }
            if (times < 1) {
                throw new IllegalArgumentException("item " + code + " is promised " + times + " times");
            }
            services = List.copyOf(services);
            required = required == null || required;
        }
    }

    public Offer {
        if (code == null || name == null || from == null || items == null) {
            throw new IllegalArgumentException("a package needs package, name, from and items");
        }
        items = List.copyOf(items);
    }

    boolean offeredOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
