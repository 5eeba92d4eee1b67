package org.liankang.uses.immunisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers which doses a child has had, which are due, and how well a cohort is covered. */
@Component
public class Immunisations {

    private final ImmunisationStore store;
    private final ChildStore children;
    private final Schedules schedules;
    private final Institutions institutions;
    private final Clock clock;

    Immunisations(
            JdbcClient jdbc, ImmunisationStore store, Schedules schedules, Institutions institutions, Clock clock) {
        this.store = store;
        this.children = new ChildStore(jdbc);
        this.schedules = schedules;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** A rule of the schedule, for reading. */
    public record Rule(String vaccine, String clause, String confidence, String note) {}

    /** A resident's card; empty when the record has no Patient of them. */
    public Optional<Card> card(long resident) {
        return children.children(List.of(resident)).stream().findFirst().map(filed -> {
            Forecast forecast = Forecaster.withPlan(schedules, filed.child(), today());
            return new Card(
                    Optional.ofNullable(filed.child().birth()),
                    Optional.ofNullable(filed.certified()),
                    forecast,
                    filed.doses().stream()
                            .map(dose -> new Card.Dose(
                                    dose.reference(),
                                    dose.version(),
                                    dose.product(),
                                    dose.words(),
                                    dose.day(),
                                    dose.place(),
                                    dose.lot()))
                            .toList(),
                    schedules.unknown(filed),
                    schedules.on(today()).source());
        });
    }

    /** Children who are to come, the longest due first; at most so many after leaving out so many. */
    public List<Waiting> waiting(DueQuery query, int most, int offset) {
        List<ImmunisationStore.Member> members = store.waiting(query, organization(query.centre()), most, offset);
        Collection<Long> residents =
                members.stream().map(ImmunisationStore.Member::resident).toList();
        Map<Long, List<Due>> dues =
                store.dues(residents, query.today()).stream().collect(Collectors.groupingBy(Due::resident));
        return members.stream()
                .map(member ->
                        new Waiting(member.resident(), member.birth(), dues.getOrDefault(member.resident(), List.of())))
                .toList();
    }

    public long count(DueQuery query) {
        return store.count(query, organization(query.centre()));
    }

    /** How well the children of a centre (0 for all) born in this range are covered today. */
    public Cohort cohort(long centre, LocalDate from, LocalDate to) {
        String organization = organization(centre);
        return Cohort.of(
                schedules.on(today()),
                store.cohort(organization, from, to),
                store.counted(organization, from, to),
                today());
    }

    /** The vaccines by code, in the schedule's order. */
    public Map<String, Name> vaccines() {
        Map<String, Name> names = new LinkedHashMap<>();
        schedules.vaccines().forEach(code -> {
            var vaccine = schedules.vaccine(code);
            names.put(code, new Name(vaccine.name(), vaccine.nameEn()));
        });
        return names;
    }

    public Map<String, Name> products() {
        Map<String, Name> names = new LinkedHashMap<>();
        schedules
                .products()
                .forEach(product -> names.put(product.product(), new Name(product.name(), product.nameEn())));
        return names;
    }

    /** The schedule in force: its name, its source and what each of its rules rests on. */
    public Name schedule() {
        Schedule now = schedules.on(today());
        return new Name(now.name(), now.nameEn());
    }

    public List<Rule> rules() {
        Schedule now = schedules.on(today());
        List<Rule> rules = new ArrayList<>();
        rules.add(rule("", now.general().liveGap()));
        rules.add(rule("", now.general().globulinGap()));
        rules.add(rule("", now.general().overdueAfter()));
        rules.add(rule("", now.general().certificateWithin()));
        for (Schedule.Vaccine vaccine : now.vaccines()) {
            String code = vaccine.vaccine();
            vaccine.series()
                    .forEach(series ->
                            series.doses().forEach(d -> rules.add(rule(code, d.clause(), d.confidence(), d.note()))));
            vaccine.ages().forEach(a -> rules.add(rule(code, a.clause(), a.confidence(), a.note())));
            vaccine.enough().forEach(e -> rules.add(rule(code, e.clause(), e.confidence(), e.note())));
            vaccine.ask().forEach(a -> rules.add(rule(code, a.clause(), a.confidence(), a.note())));
        }
        schedules.hindrances().forEach(h -> rules.add(rule("", h.clause(), h.confidence(), h.note())));
        return rules;
    }

    private static Rule rule(String vaccine, Schedule.Gap gap) {
        return rule(vaccine, gap.clause(), gap.confidence(), gap.note());
    }

    private static Rule rule(String vaccine, String clause, Schedule.Confidence confidence, String note) {
        return new Rule(vaccine, clause, confidence.name(), note == null ? "" : note);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The Organization of the centre asked for, empty for all; of an unknown centre one that no child has. */
    private String organization(long centre) {
        return centre == 0
                ? ""
                : institutions
                        .find(centre)
                        .map(Institution::organization)
                        .map(id -> "Organization/" + id)
                        .orElse("?");
    }
}
