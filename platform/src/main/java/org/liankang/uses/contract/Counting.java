package org.liankang.uses.contract;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liankang.uses.contract.Offer.Item;

/** Counts what contracts promise and what was done. A pure function of one resident's facts and the packages. */
final class Counting {

    /**
     * @param birth null when unknown
     * @param deceased null while alive
     * @param reachable the record has a phone number
     * @param teams of the contracts' teams, those that are active
     */
    record Facts(
            long resident,
            LocalDate birth,
            LocalDate deceased,
            List<Contract> contracts,
            List<Diagnosis> diagnoses,
            List<Service> services,
            boolean reachable,
            Set<String> teams,
            List<Answer> answers) {}

    record Diagnosis(String code, LocalDate since, LocalDate ended) {}

    record Service(
            String reference, String kind, LocalDate day, String organization, boolean primary, boolean attended) {}

    record Answer(LocalDate day, String code) {}

    record Kept(
            String agreement,
            long resident,
            int year,
            String item,
            String offer,
            int promised,
            List<String> evidence) {}

    record Year(
            String agreement,
            long resident,
            int year,
            String team,
            boolean counted,
            boolean priority,
            Set<String> groups,
            int promised,
            int kept,
            boolean honoured,
            Set<String> invalid,
            Set<String> unfulfilled,
            int answers,
            int satisfied) {}

    /** What one item of a contract promises in a year, and the services that did it. */
    private record Done(Item item, int times, List<Service> services) {}

    record Result(List<Kept> promises, List<Year> years) {}

    private final Packages packages;
    private final ContractPolicy policy;
    private final Facts facts;
    private final List<Kept> promises = new ArrayList<>();
    private final List<Year> years = new ArrayList<>();

    private Counting(Packages packages, ContractPolicy policy, Facts facts) {
        this.packages = packages;
        this.policy = policy;
        this.facts = facts;
    }

    static Result count(Packages packages, ContractPolicy policy, Facts facts) {
        var counting = new Counting(packages, policy, facts);
        facts.contracts().stream()
                .flatMapToInt(c -> java.util.stream.IntStream.rangeClosed(
                        c.starts().getYear(), counting.lastDay(c).getYear()))
                .distinct()
                .sorted()
                .forEach(counting::year);
        return new Result(List.copyOf(counting.promises), List.copyOf(counting.years));
    }

    /** One contract per resident and year is valid: the one signed last. */
    private void year(int year) {
        List<Contract> some = facts.contracts().stream()
                .filter(c -> c.starts().getYear() <= year && lastDay(c).getYear() >= year)
                .filter(c -> !lastDay(c).isBefore(c.starts()))
                .sorted(Comparator.comparing(Contract::signed).thenComparing(Contract::reference))
                .toList();
        for (Contract contract : some) {
            year(contract, year, contract.equals(some.getLast()));
        }
    }

    private void year(Contract contract, int year, boolean counted) {
        LocalDate from = later(contract.starts(), LocalDate.of(year, 1, 1));
        LocalDate until = earlier(lastDay(contract), LocalDate.of(year, 12, 31));
        Set<String> groups = groups(packages, facts, from, until);
        List<Done> items = new ArrayList<>();
        for (Map.Entry<Item, Offer> entry : packages.items(contract).entrySet()) {
            Item item = entry.getKey();
            if (groups.contains(item.group())) {
                var done = new Done(item, times(item, from, until), evidence(contract, item, from, until));
                items.add(done);
                promises.add(new Kept(
                        contract.reference(),
                        facts.resident(),
                        year,
                        item.code(),
                        entry.getValue().code(),
                        done.times(),
                        done.services().stream().map(Service::reference).toList()));
            }
        }
        List<Answer> answers = facts.answers().stream()
                .filter(answer -> !answer.day().isBefore(from) && !answer.day().isAfter(until))
                .toList();
        int satisfied = (int) answers.stream().filter(this::satisfied).count();
        Set<String> invalid = invalid(contract, counted);
        int promised = items.stream().mapToInt(Done::times).sum();
        years.add(new Year(
                contract.reference(),
                facts.resident(),
                year,
                contract.team(),
                counted,
                groups.stream().anyMatch(code -> packages.groups().get(code).priority()),
                groups,
                promised,
                items.stream()
                        .mapToInt(done -> Math.min(done.times(), done.services().size()))
                        .sum(),
                promised > 0 && required(items).allMatch(done -> done.services().size() >= done.times()),
                invalid,
                unfulfilled(items, invalid, satisfied == answers.size()),
                answers.size(),
                satisfied));
    }

    private boolean satisfied(Answer answer) {
        return policy.satisfaction().satisfied().contains(answer.code());
    }

    /** The checks of a valid contract that this one does not pass. */
    private Set<String> invalid(Contract contract, boolean counted) {
        Set<String> failed = new TreeSet<>();
        for (ContractPolicy.Rule rule : policy.valid()) {
            boolean holds = switch (rule.check()) {
                case ONE_IN_YEAR -> counted;
                case PACKAGE_KNOWN ->
                    packages.packages().stream()
                            .anyMatch(offer ->
                                    contract.packages().contains(offer.code()) && offer.offeredOn(contract.starts()));
                case TEAM_ACTIVE -> facts.teams().contains(contract.team());
                case REACHABLE -> facts.reachable();
                case CONSENT -> !contract.consent().isEmpty();
                case VALID, REQUIRED_ITEMS, SPACED, ATTENDED, NOT_DISSATISFIED ->
                    throw new IllegalStateException(rule.check().code());
            };
            if (!holds) {
                failed.add(rule.check().code());
            }
        }
        return failed;
    }

    /** The checks of a valid fulfilment that these do not pass; where nothing is promised, nothing is fulfilled. */
    private Set<String> unfulfilled(List<Done> items, Set<String> invalid, boolean allSatisfied) {
        Set<String> failed = new TreeSet<>();
        for (ContractPolicy.Rule rule : policy.fulfilled()) {
            boolean holds = switch (rule.check()) {
                case VALID -> invalid.isEmpty();
                case REQUIRED_ITEMS -> enough(items, rule.share());
                case SPACED -> required(items).allMatch(done -> spaced(done.services(), rule.days()) >= done.times());
                case ATTENDED ->
                    required(items)
                            .flatMap(done -> done.services().stream().limit(done.times()))
                            .allMatch(Service::attended);
                case NOT_DISSATISFIED -> allSatisfied;
                case ONE_IN_YEAR, PACKAGE_KNOWN, TEAM_ACTIVE, REACHABLE, CONSENT ->
                    throw new IllegalStateException(rule.check().code());
            };
            if (!holds) {
                failed.add(rule.check().code());
            }
        }
        return failed;
    }

    private static Stream<Done> required(List<Done> items) {
        return items.stream().filter(done -> done.item().required());
    }

    private static boolean enough(List<Done> items, double share) {
        int promised = required(items).mapToInt(Done::times).sum();
        int kept = required(items)
                .mapToInt(done -> Math.min(done.times(), done.services().size()))
                .sum();
        return !items.isEmpty() && kept >= promised * share;
    }

    /** How many services are left when those closer than so many days to the one counted before are passed over. */
    private static int spaced(List<Service> services, int days) {
        int count = 0;
        LocalDate last = null;
        for (Service service : services) {
            if (last == null || ChronoUnit.DAYS.between(last, service.day()) >= days) {
                count++;
                last = service.day();
            }
        }
        return count;
    }

    /** The groups somebody belongs to in a time, both days included. */
    static Set<String> groups(Packages packages, Facts facts, LocalDate from, LocalDate until) {
        return packages.groups().entrySet().stream()
                .filter(group -> belongs(group.getValue(), facts, from, until))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean belongs(Packages.Group group, Facts facts, LocalDate from, LocalDate until) {
        boolean old = group.age() == null
                || facts.birth() != null
                        && !facts.birth().isAfter(until)
                        && Period.between(facts.birth(), until).getYears() >= group.age();
        boolean young = group.below() == null
                || facts.birth() != null && Period.between(facts.birth(), from).getYears() < group.below();
        boolean ill = group.diagnosis() == null
                || facts.diagnoses().stream()
                        .filter(d -> !d.since().isAfter(until)
                                && (d.ended() == null || d.ended().isAfter(from)))
                        .anyMatch(d -> group.diagnosis().stream().anyMatch(d.code()::startsWith));
        return old && young && ill;
    }

    private int times(Item item, LocalDate from, LocalDate until) {
        if (packages.counting().partYear().value().equals("full")) {
            return item.times();
        }
        long days = ChronoUnit.DAYS.between(from, until) + 1;
        return Math.toIntExact(Math.ceilDiv(item.times() * days, from.lengthOfYear()));
    }

    private List<Service> evidence(Contract contract, Item item, LocalDate from, LocalDate until) {
        return facts.services().stream()
                .filter(s -> item.services().contains(s.kind()))
                .filter(s -> !s.day().isBefore(from) && !s.day().isAfter(until))
                .filter(s -> counts(contract, item.at(), s))
                .sorted(Comparator.comparing(Service::day).thenComparing(Service::reference))
                .toList();
    }

    private static boolean counts(Contract contract, Offer.Place place, Service service) {
        boolean own =
                !service.organization().isEmpty() && service.organization().equals(contract.organization());
        return switch (place) {
            case CONTRACT -> own;
            case PRIMARY -> own || service.primary();
            case ANY -> true;
        };
    }

    private LocalDate lastDay(Contract contract) {
        return facts.deceased() == null ? contract.ends() : earlier(contract.ends(), facts.deceased());
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
