package org.liankang.uses.contract;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.uses.contract.Offer.Item;

/** Counts what contracts promise and what was done. A pure function of one resident's facts and the packages. */
final class Counting {

    /**
     * @param birth null when unknown
     * @param deceased null while alive
     */
    record Facts(
            long resident,
            LocalDate birth,
            LocalDate deceased,
            List<Contract> contracts,
            List<Diagnosis> diagnoses,
            List<Service> services) {}

    record Diagnosis(String code, LocalDate since, LocalDate ended) {}

    record Service(String reference, String kind, LocalDate day, String organization, boolean primary) {}

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
            boolean honoured) {}

    record Result(List<Kept> promises, List<Year> years) {}

    private final Packages packages;
    private final Facts facts;
    private final List<Kept> promises = new ArrayList<>();
    private final List<Year> years = new ArrayList<>();

    private Counting(Packages packages, Facts facts) {
        this.packages = packages;
        this.facts = facts;
    }

    static Result count(Packages packages, Facts facts) {
        var counting = new Counting(packages, facts);
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
        Set<String> groups = packages.groups().entrySet().stream()
                .filter(group -> belongs(group.getValue(), from, until))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        int promised = 0;
        int kept = 0;
        boolean honoured = true;
        for (Map.Entry<Item, Offer> entry : packages.items(contract).entrySet()) {
            Item item = entry.getKey();
            if (groups.contains(item.group())) {
                int times = times(item, from, until);
                List<String> evidence = evidence(contract, item, from, until);
                promised += times;
                kept += Math.min(times, evidence.size());
                honoured &= !item.required() || evidence.size() >= times;
                promises.add(new Kept(
                        contract.reference(),
                        facts.resident(),
                        year,
                        item.code(),
                        entry.getValue().code(),
                        times,
                        evidence));
            }
        }
        years.add(new Year(
                contract.reference(),
                facts.resident(),
                year,
                contract.team(),
                counted,
                groups.stream().anyMatch(code -> packages.groups().get(code).priority()),
                groups,
                promised,
                kept,
                promised > 0 && honoured));
    }

    private boolean belongs(Packages.Group group, LocalDate from, LocalDate until) {
        boolean old = group.age() == null
                || facts.birth() != null
                        && !facts.birth().isAfter(until)
                        && Period.between(facts.birth(), until).getYears() >= group.age();
        boolean ill = group.diagnosis() == null
                || facts.diagnoses().stream()
                        .filter(d -> !d.since().isAfter(until)
                                && (d.ended() == null || d.ended().isAfter(from)))
                        .anyMatch(d -> group.diagnosis().stream().anyMatch(d.code()::startsWith));
        return old && ill;
    }

    private int times(Item item, LocalDate from, LocalDate until) {
        if (packages.counting().partYear().value().equals("full")) {
            return item.times();
        }
        long days = ChronoUnit.DAYS.between(from, until) + 1;
        return Math.toIntExact(Math.ceilDiv(item.times() * days, from.lengthOfYear()));
    }

    private List<String> evidence(Contract contract, Item item, LocalDate from, LocalDate until) {
        return facts.services().stream()
                .filter(s -> item.services().contains(s.kind()))
                .filter(s -> !s.day().isBefore(from) && !s.day().isAfter(until))
                .filter(s -> counts(contract, item.at(), s))
                .sorted(Comparator.comparing(Service::day).thenComparing(Service::reference))
                .map(Service::reference)
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
