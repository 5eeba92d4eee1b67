package org.liankang.uses.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A package that can be signed.
 *
 * @param code of {@code urn:liankang:package}
 * @param to last day on which it can begin, or null
 * @param kind every contract has a basic package; personalised ones come beside it
 * @param group whom it is meant for (a group of the packages file), or null for everybody
 * @param fee a year's fee in yuan, or null while the region has not configured it
 * @param funding who bears the fee; a sum is null while the region has not configured it
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record Offer(
        @JsonProperty("package") String code,
        String name,
        @JsonProperty("name-en") String nameEnglish,
        Kind kind,
        @JsonProperty("for") String group,
        LocalDate from,
        LocalDate to,
        BigDecimal fee,
        List<Funding> funding,
        List<Item> items,
        String confidence,
        String note) {

    public enum Kind {
        @JsonProperty("basic")
        BASIC,
        @JsonProperty("personalised")
        PERSONALISED
    }

    /** Who bears a part of the fee. */
    public enum Source {
        /** The medical insurance fund. */
        @JsonProperty("insurance")
        INSURANCE,
        /** The money for basic public health services. */
        @JsonProperty("public-health")
        PUBLIC_HEALTH,
        @JsonProperty("resident")
        RESIDENT,
        @JsonProperty("other")
        OTHER
    }

    /** @param yuan a year, or null while unknown */
    public record Funding(Source source, BigDecimal yuan, String clause, String confidence) {

        public Funding {
            if (source == null || confidence == null || yuan != null && yuan.signum() < 0) {
                throw new IllegalArgumentException(
                        "a part of the fee needs a source, a confidence and no negative sum");
            }
        }
    }

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
        kind = kind == null ? Kind.BASIC : kind;
        funding = funding == null ? List.of() : List.copyOf(funding);
        boolean known = !funding.isEmpty() && funding.stream().allMatch(part -> part.yuan() != null);
        BigDecimal sum =
                funding.stream().map(Funding::yuan).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (fee != null && (known ? fee.compareTo(sum) != 0 : fee.compareTo(sum) < 0)) {
            throw new IllegalArgumentException("package " + code + " costs " + fee + ", but its parts make " + sum);
        }
        fee = fee == null && known ? sum : fee;
    }

    /** Whether a contract with it can begin on this day. */
    public boolean offeredOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
