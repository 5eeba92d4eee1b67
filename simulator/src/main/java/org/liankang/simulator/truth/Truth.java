package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.History;
import org.liankang.simulator.life.Lives;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Kind;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.staff.Staff;
import org.liankang.simulator.staff.StaffKind;
import org.liankang.simulator.staff.Workforce;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the simulator knows about its own district, counted from the people while they live and never from the documents.
 * Each field is defined in simulator/README.md. Memory does not grow with the number of residents.
 */
public final class Truth {

    private static final int MONTHS = 24;
    private static final Set<Kind> PUBLIC_HEALTH = EnumSet.of(Kind.CDC, Kind.MATERNAL_CHILD, Kind.EMERGENCY_CENTRE);

    private final Region region;
    private final Scenario scenario;
    private final Workforce workforce;
    private final List<CensusCount> censuses = new ArrayList<>();
    private final List<ContractCount> contracts = new ArrayList<>();
    private final Map<Integer, VitalCount> vitals = new TreeMap<>();
    private final Map<Integer, ServiceCount> services = new TreeMap<>();
    private final Map<Integer, VaccinationCount> vaccinations = new TreeMap<>();
    private final Map<Integer, IndicatorCount> indicators = new TreeMap<>();
    private final ProgrammeCount programmes;
    private final Map<String, int[]> admissions = new TreeMap<>();
    private long histories;

    public Truth(Region region, Scenario scenario, Workforce workforce) {
        this.region = region;
        this.scenario = scenario;
        this.workforce = workforce;
        programmes = new ProgrammeCount(scenario.end());
        for (LocalDate date : dates()) {
            censuses.add(new CensusCount(date, region.divisions()));
        }
        for (int year = scenario.start().getYear(); year <= scenario.end().getYear(); year++) {
            LocalDate first = LocalDate.of(year, 1, 1);
            LocalDate last = LocalDate.of(year, 12, 31);
            LocalDate from = first.isBefore(scenario.start()) ? scenario.start() : first;
            LocalDate asOf = last.isAfter(scenario.end()) ? scenario.end() : last;
            services.put(year, new ServiceCount(from, asOf, from.equals(first) && asOf.equals(last)));
            vitals.put(year, new VitalCount());
            vaccinations.put(year, new VaccinationCount(asOf));
            indicators.put(year, new IndicatorCount(region, year, asOf));
            contracts.add(new ContractCount(asOf, region.divisions()));
        }
        for (YearMonth month = YearMonth.from(scenario.start());
                !month.isAfter(YearMonth.from(scenario.end()));
                month = month.plusMonths(1)) {
            admissions.put(month.toString(), new int[2]);
        }
    }

    /** The first simulated day, the last 24 month ends and the end date. */
    private List<LocalDate> dates() {
        List<LocalDate> dates = new ArrayList<>();
        dates.add(scenario.start());
        for (int back = MONTHS; back >= 0; back--) {
            LocalDate end = YearMonth.from(scenario.end()).minusMonths(back).atEndOfMonth();
            if (end.isBefore(scenario.end()) && end.isAfter(scenario.start())) {
                dates.add(end);
            }
        }
        dates.add(scenario.end());
        return dates;
    }

    /** Adds a household. */
    public void count(Lives lives) {
        for (History history : lives.histories()) {
            count(lives.home(), history);
        }
        List<Lived> home = lives.histories().stream().map(Lived::of).toList();
        indicators.values().forEach(year -> year.count(lives.home().division(), home));
        home.forEach(programmes::count);
    }

    private void count(Household home, History history) {
        histories++;
        censuses.forEach(census -> census.count(home, history));
        contracts.forEach(contract -> contract.count(home, history));
        services.values().forEach(service -> service.count(history));
        vaccinations.values().forEach(year -> year.count(history));
        if (history.person().mother() != null) {
            vitals.get(history.person().birth().getYear()).born(history.person().sex());
        }
        history.death().ifPresent(death -> vitals.get(death.date().getYear()).died(history, death));
        for (Visit visit : history.of(Visit.class)) {
            if (visit.service() == Service.INPATIENT) {
                int[] month = admissions.get(YearMonth.from(visit.date()).toString());
                month[0]++;
                month[1] += visit.at().inside() ? 1 : 0;
            }
        }
    }

    /** The whole count as JSON text. */
    public String toJson() {
        return JsonMapper.builder().build().writeValueAsString(asMap()) + "\n";
    }

    Map<String, Object> asMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("region", scenario.region());
        asked.put("residents", scenario.residents());
        asked.put("years", scenario.years());
        asked.put("seed", scenario.seed());
        asked.put("start", scenario.start().toString());
        asked.put("end", scenario.end().toString());
        result.put("scenario", asked);
        result.put("patients", histories);
        result.put("resources", resources());
        result.put("bands", Bands.labels());
        result.put("population", censuses.stream().map(CensusCount::asMap).toList());
        result.put("vital", mapped(vitals, VitalCount::asMap));
        result.put("services", mapped(services, ServiceCount::asMap));
        result.put("vaccinations", mapped(vaccinations, VaccinationCount::asMap));
        result.put("indicators", mapped(indicators, IndicatorCount::asMap));
        result.put("programmes", programmes.asMap());
        result.put("contracts", contracts.stream().map(ContractCount::asMap).toList());
        result.put("admissionsByMonth", mapped(admissions, month -> Map.of("total", month[0], "inside", month[1])));
        return result;
    }

    private static <K, V> Map<String, Object> mapped(Map<K, V> source, java.util.function.Function<V, Object> value) {
        Map<String, Object> result = new LinkedHashMap<>();
        source.forEach((key, entry) -> result.put(key.toString(), value.apply(entry)));
        return result;
    }

    private Map<String, Object> resources() {
        List<Institution> inside =
                region.institutions().stream().filter(Institution::inside).toList();
        List<Institution> primary =
                inside.stream().filter(i -> i.kind().primary()).toList();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("beds", inside.stream().mapToInt(workforce::beds).sum());
        result.put(
                "physicians",
                workforce.all().stream()
                        .map(Staff::kind)
                        .filter(StaffKind::physician)
                        .count());
        result.put("generalPractitioners", staff(StaffKind.GENERAL_PRACTITIONER));
        result.put("nurses", staff(StaffKind.NURSE));
        result.put("primaryStaff", staffAt(Kind::primary));
        result.put("publicHealthStaff", staffAt(PUBLIC_HEALTH::contains));
        result.put(
                "childcarePlaces",
                inside.stream().mapToInt(workforce::childcarePlaces).sum());
        result.put("institutions", inside.size());
        result.put("primaryInstitutions", primary.size());
        result.put(
                "primaryInstitutionsWithChineseMedicine",
                primary.stream().filter(Institution::chineseMedicine).count());
        result.put(
                "teams",
                region.divisions().stream()
                        .mapToInt(division -> workforce.teams(division).size())
                        .sum());
        return result;
    }

    private long staffAt(Predicate<Kind> kind) {
        return workforce.all().stream()
                .filter(staff -> kind.test(staff.at().kind()))
                .count();
    }

    private long staff(StaffKind kind) {
        return workforce.all().stream().filter(staff -> staff.kind() == kind).count();
    }
}
