package org.liankang.uses.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The region's {@code contracts.yaml}: how contracts are signed, and when they and their fulfilment are valid. */
public record ContractPolicy(
        String source,
        Signing signing,
        Terms terms,
        List<Choice> ways,
        List<Choice> endings,
        List<Choice> roles,
        List<Rule> valid,
        List<Rule> fulfilled,
        Satisfaction satisfaction,
        Split split) {

    static final String FILE = "contracts.yaml";

    /** What a rule can ask for. */
    public enum Check {
        /** Of the contracts of a resident in a year it is the one signed last. */
        @JsonProperty("one-in-year")
        ONE_IN_YEAR,
        /** At least one of its packages is one that could be signed on its first day. */
        @JsonProperty("package-known")
        PACKAGE_KNOWN,
        @JsonProperty("team-active")
        TEAM_ACTIVE,
        /** The record has a phone number of the resident. */
        @JsonProperty("reachable")
        REACHABLE,
        /** The consent to it is recorded. */
        @JsonProperty("consent")
        CONSENT,
        /** Of a fulfilment: the contract is valid. */
        @JsonProperty("valid")
        VALID,
        /** Of a fulfilment: this share of the required services is done. */
        @JsonProperty("required-items")
        REQUIRED_ITEMS,
        /** Of a fulfilment: enough is done also when services of an item closer than so many days count once. */
        @JsonProperty("spaced")
        SPACED,
        /** Of a fulfilment: each service that counts names who gave it. */
        @JsonProperty("attended")
        ATTENDED,
        /** Of a fulfilment: the resident gave no answer that counts as not satisfied. */
        @JsonProperty("not-dissatisfied")
        NOT_DISSATISFIED;

        /** As the file and the tables write it. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final Set<Check> OF_CONTRACTS =
            Set.of(Check.ONE_IN_YEAR, Check.PACKAGE_KNOWN, Check.TEAM_ACTIVE, Check.REACHABLE, Check.CONSENT);

    /**
     * @param share of the required services, above 0 up to 1; only of {@link Check#REQUIRED_ITEMS}
     * @param days only of {@link Check#SPACED}
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Rule(
            Check check,
            Double share,
            Integer days,
            String name,
            @JsonProperty("name-en") String nameEnglish,
            String clause,
            String confidence,
            String note) {

        public Rule {
            if (check == null || name == null || nameEnglish == null || clause == null || !known(confidence)) {
                throw new IllegalArgumentException("a rule needs check, name, name-en, clause and confidence");
            }
            if ((check == Check.REQUIRED_ITEMS) != (share != null) || share != null && !(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("required-items needs a share above 0 up to 1, other checks none");
            }
            if ((check == Check.SPACED) != (days != null) || days != null && days < 1) {
                throw new IllegalArgumentException("spaced needs days of at least 1, other checks none");
            }
        }
    }

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Signing(Ends ends, Number longestYears, Number aheadDays) {

        public Signing {
            if (ends == null || longestYears == null || aheadDays == null) {
                throw new IllegalArgumentException("signing needs ends, longest-years and ahead-days");
            }
        }
    }

    /** {@code year-end} or {@code anniversary}. */
    public record Ends(String value, String clause, String confidence, String note) {

        public Ends {
            if (!"year-end".equals(value) && !"anniversary".equals(value)) {
                throw new IllegalArgumentException("ends is year-end or anniversary, not " + value);
            }
        }
    }

    /** A number with where it comes from. */
    public record Number(int value, String clause, String confidence, String note) {

        public Number {
            if (value < 1 || !known(confidence)) {
                throw new IllegalArgumentException("a number needs a value of at least 1 and a confidence");
            }
        }
    }

    /** What the resident agrees to, paragraph by paragraph. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Terms(
            String version,
            List<String> text,
            @JsonProperty("text-en") List<String> textEnglish,
            String confidence,
            String note) {

        public Terms {
            if (version == null || text == null || textEnglish == null || text.size() != textEnglish.size()) {
                throw new IllegalArgumentException("terms need a version and as many paragraphs in text as in text-en");
            }
            text = List.copyOf(text);
            textEnglish = List.copyOf(textEnglish);
        }

        /** Names exactly this wording. */
        String uri() {
            return "urn:liankang:contract-terms:" + version + ":"
                    + Policies.digest(String.join("\n", text)).substring(0, 16);
        }
    }

    public record Choice(
            String code,
            String name,
            @JsonProperty("name-en") String nameEnglish) {

        public Choice {
            if (code == null || name == null || nameEnglish == null) {
                throw new IllegalArgumentException("a choice needs code, name and name-en");
            }
        }
    }

    /**
     * @param form name of the form residents are asked with
     * @param question whose answer counts
     * @param satisfied the answers that count as satisfied
     */
    public record Satisfaction(String form, String question, List<String> satisfied, String clause, String confidence) {

        public Satisfaction {
            satisfied = List.copyOf(satisfied);
        }
    }

    /** What a contract can earn its team. */
    public enum Measure {
        /** One for each contract of the year. */
        @JsonProperty("contracts")
        CONTRACTS,
        /** One for each contract with a resident of a priority group. */
        @JsonProperty("priority")
        PRIORITY,
        /** One for each valid contract. */
        @JsonProperty("valid")
        VALID,
        /** One for each valid fulfilment. */
        @JsonProperty("fulfilled")
        FULFILLED,
        /** The share of the promised services that is done. */
        @JsonProperty("kept")
        KEPT,
        /** The share of the resident's answers that are satisfied; nothing when nobody was asked. */
        @JsonProperty("satisfied")
        SATISFIED,
        /** The share of the resident's illnesses whose last visit of the year falls into a class that counts as controlled. */
        @JsonProperty("controlled")
        CONTROLLED,
        /** The share of the team's residents with an illness that is controlled, shared out over those who are. */
        @JsonProperty("control-rate")
        CONTROL_RATE;

        boolean ofIllnesses() {
            return this == CONTROLLED || this == CONTROL_RATE;
        }
    }

    /**
     * An illness whose control counts.
     *
     * @param programme of the region's programmes
     * @param service the kind of visit whose last one of the year counts
     * @param classes it may fall into
     */
    public record Illness(String programme, String service, List<String> classes) {

        public Illness {
            if (programme == null || service == null || classes == null || classes.isEmpty()) {
                throw new IllegalArgumentException("an illness needs programme, service and classes");
            }
            classes = List.copyOf(classes);
        }
    }

    /**
     * A part of the teams' money.
     *
     * @param weight of the parts' sum
     * @param of only of {@link Measure#CONTROLLED} and {@link Measure#CONTROL_RATE}
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Part(
            @JsonProperty("part") String code,
            String name,
            @JsonProperty("name-en") String nameEnglish,
            Measure measure,
            List<Illness> of,
            int weight,
            String clause,
            String confidence,
            String note) {

        public Part {
            of = of == null ? List.of() : List.copyOf(of);
            if (code == null
                    || name == null
                    || nameEnglish == null
                    || measure == null
                    || weight < 1
                    || clause == null) {
                throw new IllegalArgumentException("a part needs part, name, name-en, measure, a weight and a clause");
            }
            if (measure.ofIllnesses() == of.isEmpty()) {
                throw new IllegalArgumentException("controlled and control-rate say of which illnesses, others do not");
            }
        }
    }

    /**
     * How the money for contracts is split.
     *
     * @param leastShare of the fund for the teams, in percent
     * @param mostShare likewise
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Split(int leastShare, int mostShare, String clause, String confidence, List<Part> parts) {

        public Split {
            parts = List.copyOf(parts);
            if (leastShare < 0 || mostShare > 100 || leastShare > mostShare || parts.isEmpty() || clause == null) {
                throw new IllegalArgumentException("split needs shares in percent, a clause and parts");
            }
            if (parts.stream().map(Part::code).distinct().count() < parts.size()
                    || parts.stream().anyMatch(part -> part.code().equals("centre"))) {
                throw new IllegalArgumentException("a part stands twice, or is called centre");
            }
        }
    }

    public ContractPolicy {
        if (signing == null || terms == null || satisfaction == null || split == null) {
            throw new IllegalArgumentException("signing, terms, satisfaction and split are needed");
        }
        ways = List.copyOf(ways);
        endings = List.copyOf(endings);
        roles = List.copyOf(roles);
        valid = List.copyOf(valid);
        fulfilled = List.copyOf(fulfilled);
        Set<Check> once = new HashSet<>();
        for (Rule rule : valid) {
            if (!OF_CONTRACTS.contains(rule.check()) || !once.add(rule.check())) {
                throw new IllegalArgumentException(rule.check().code() + " is no check of contracts, or stands twice");
            }
        }
        once.clear();
        for (Rule rule : fulfilled) {
            if (OF_CONTRACTS.contains(rule.check()) || !once.add(rule.check())) {
                throw new IllegalArgumentException(rule.check().code() + " is no check of fulfilment, or stands twice");
            }
        }
    }

    static ContractPolicy read(Policies policies) {
        var file = policies.file(FILE);
        ContractPolicy read = Policies.yaml(file, ContractPolicy.class);
        if (read.endings.isEmpty()) {
            throw new PolicyError(file.toString(), 0, "endings are needed: nobody could dissolve a contract");
        }
        return read;
    }

    public Optional<Choice> ending(String code) {
        return endings.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    public Optional<Choice> role(String code) {
        return roles.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    public Optional<Choice> way(String code) {
        return ways.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    private static boolean known(String confidence) {
        return confidence != null && List.of("H", "M", "L").contains(confidence);
    }
}
