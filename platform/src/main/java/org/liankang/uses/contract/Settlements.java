package org.liankang.uses.contract;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.place.Institution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Divides the money for contracts by the region's rules, and keeps every statement with all its lines. */
@Component
public class Settlements {

    private static final int FIRST_YEAR = 2009;
    private static final int LONGEST_EVIDENCE = 500;
    private static final BigDecimal MOST_YUAN = new BigDecimal("10000000000");

    /**
     * @param yuan the fund, or null when it was no number
     * @param share of it for the teams in percent, or null when it was no number
     * @param evidence the document it stands in
     */
    public record Statement(Institution centre, int year, BigDecimal yuan, BigDecimal share, String evidence) {}

    /** What became of a statement. */
    public sealed interface Outcome {

        record Divided(long number) implements Outcome {}

        record Refused(List<Finding> findings) implements Outcome {}
    }

    private final SettlementStore store;
    private final ContractPolicy policy;
    private final TransactionTemplate transaction;
    private final ObjectProvider<Outcomes> outcomes;
    private final Clock clock;

    /** @param book whose tables it reads and whose migrations make its own */
    Settlements(
            JdbcClient jdbc,
            ContractBook book,
            ContractPolicy policy,
            TransactionTemplate transaction,
            ObjectProvider<Outcomes> outcomes,
            Clock clock) {
        this.store = new SettlementStore(jdbc);
        this.policy = policy;
        this.transaction = transaction;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    public Outcome divide(String login, Statement said) {
        List<Finding> findings = check(said);
        if (!findings.isEmpty()) {
            return new Outcome.Refused(findings);
        }
        long fund = said.yuan().movePointRight(2).longValueExact();
        long share = said.share().movePointRight(2).longValueExact();
        String organization = Signings.organization(said.centre());
        Long number = transaction.execute(status -> {
            long position = store.hold();
            List<Settlement.Line> lines = Dividing.divide(
                    fund,
                    share,
                    policy.split(),
                    store.earners(organization, said.year(), stands(organization, said.year())));
            return store.write(
                    new Settlement(
                            0,
                            organization,
                            said.year(),
                            fund,
                            said.share(),
                            said.evidence().strip(),
                            login,
                            clock.instant(),
                            position),
                    Json.MAPPER.writeValueAsString(policy.split()),
                    lines);
        });
        return new Outcome.Divided(number);
    }

    /** How the illnesses that some part asks for stood at the end of the year, by resident. */
    private Map<Long, List<Dividing.Stand>> stands(String organization, int year) {
        Outcomes told = outcomes.getIfAvailable();
        Set<ContractPolicy.Illness> asked = policy.split().parts().stream()
                .flatMap(part -> part.of().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<Long, List<Dividing.Stand>> stands = new HashMap<>();
        if (told != null && !asked.isEmpty()) {
            List<Long> residents = store.residents(organization, year);
            for (ContractPolicy.Illness one : asked) {
                told.courses(
                                residents,
                                one.programme(),
                                one.service(),
                                LocalDate.of(year, 1, 1),
                                LocalDate.of(year, 12, 31))
                        .forEach(course -> stands.computeIfAbsent(course.resident(), none -> new ArrayList<>())
                                .add(new Dividing.Stand(one, course.classification(), course.visit())));
            }
        }
        return stands;
    }

    /** What was divided for a centre, the last statement first. */
    public List<Settlement> of(Institution centre) {
        return store.of(Signings.organization(centre));
    }

    public Optional<Settlement> find(long number) {
        return store.find(number);
    }

    /** The sums of each part and team. */
    public List<Settlement.Sum> sums(long number) {
        return store.sums(number);
    }

    /** All lines in their order, or those of one team. */
    public List<Settlement.Line> lines(long number, Optional<String> team) {
        return store.lines(number, team);
    }

    private List<Finding> check(Statement said) {
        List<Finding> findings = new ArrayList<>();
        if (!said.centre().primary()) {
            findings.add(Finding.error("fee-centre-unknown", "centre", "a primary institution is needed"));
        }
        if (said.year() < FIRST_YEAR || said.year() > LocalDate.now(clock).getYear()) {
            findings.add(Finding.error("fee-year-invalid", "year", "a year up to this one is needed"));
        }
        if (said.yuan() == null
                || said.yuan().signum() <= 0
                || said.yuan().stripTrailingZeros().scale() > 2
                || said.yuan().compareTo(MOST_YUAN) > 0) {
            findings.add(Finding.error("fee-fund-invalid", "fund", "yuan with at most two decimals are needed"));
        }
        ContractPolicy.Split rule = policy.split();
        if (said.share() == null
                || said.share().stripTrailingZeros().scale() > 2
                || said.share().compareTo(BigDecimal.valueOf(rule.leastShare())) < 0
                || said.share().compareTo(BigDecimal.valueOf(rule.mostShare())) > 0) {
            findings.add(Finding.error(
                    "fee-share-outside",
                    "share",
                    "a share of " + rule.leastShare() + " to " + rule.mostShare() + " percent is needed"));
        }
        String evidence = said.evidence().strip();
        if (evidence.isEmpty() || evidence.length() > LONGEST_EVIDENCE) {
            findings.add(
                    Finding.error("fee-evidence-missing", "evidence", "the document the fund stands in is needed"));
        }
        return findings;
    }
}
