package org.liankang.uses.programme;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.base.policy.Policies;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.springframework.stereotype.Component;

/**
 * Everybody of a centre who is in a programme, ordered by the region's rules of risk. What it says is at most a minute old:
 * a panel of ten thousand is read in one go and kept that long.
 */
@Component
public class Panels {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 200;
    /** Classes of a last visit after which nothing is said against the resident's control. */
    private static final Set<String> WELL = Set.of("controlled", "");

    private final PanelStore store;
    private final PanelRules rules;
    private final Institutions institutions;
    private final Clock clock;
    private final LoadingCache<Asked, List<Member>> panels;

    private record Asked(long centre, LocalDate today) {}

    Panels(PanelStore store, Rulebook rulebook, Policies policies, Institutions institutions, Clock clock) {
        this.store = store;
        this.rules = PanelRules.read(policies, rulebook.facts().measurements().keySet());
        this.institutions = institutions;
        this.clock = clock;
        this.panels = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumSize(MOST_KEPT)
                .build(asked -> read(asked.centre(), asked.today()));
    }

    /** The panel of an institution ({@code identity.place}), the highest risk first. */
    public List<Member> of(long centre) {
        return panels.get(new Asked(centre, LocalDate.now(clock)));
    }

    /** Read again, whatever is kept. */
    public List<Member> fresh(long centre) {
        panels.invalidate(new Asked(centre, LocalDate.now(clock)));
        return of(centre);
    }

    /** The official indicators of a programme's board, by programme, in order. */
    public Map<String, List<String>> boards() {
        Map<String, List<String>> boards = new LinkedHashMap<>();
        rules.boards().forEach(board -> boards.put(board.programme(), board.indicators()));
        return boards;
    }

    /** Of these residents those who were in a programme between two days, each with how it stood at the end. */
    public List<Course> courses(
            Collection<Long> residents, String programme, String service, LocalDate from, LocalDate until) {
        return store.courses(residents, programme, service, from, until);
    }

    private List<Member> read(long centre, LocalDate today) {
        String organization = institutions
                .find(centre)
                .map(Institution::organization)
                .map(id -> "Organization/" + id)
                .orElse("?");
        Map<Long, Set<String>> programmes = new TreeMap<>();
        store.enrolled(organization)
                .forEach(one -> programmes
                        .computeIfAbsent(one.resident(), none -> new TreeSet<>())
                        .add(one.programme()));
        Set<Long> residents = programmes.keySet();
        Map<Long, Map<String, Double>> facts = new HashMap<>();
        Map<Long, Map<String, Long>> ages = new HashMap<>();
        Map<Long, Map<String, Member.Seen>> seen = new HashMap<>();
        residents.forEach(id -> {
            facts.put(id, new TreeMap<>(Map.of("programmes", (double)
                    programmes.get(id).size())));
            ages.put(id, new HashMap<>());
            seen.put(id, new TreeMap<>());
        });
        store.born(residents).stream()
                .filter(one -> !one.birth().isAfter(today))
                .forEach(one -> facts.get(one.resident())
                        .put("age", (double) Period.between(one.birth(), today).getYears()));
        store.tasks(residents, today).forEach(one -> tasks(facts.get(one.resident()), one));
        store.judged(residents)
                .forEach(one -> seen.get(one.resident())
                        .put(
                                one.service() + " " + one.programme(),
                                new Member.Seen(
                                        one.programme(),
                                        one.day(),
                                        one.complete(),
                                        one.classification(),
                                        one.reference())));
        store.measured(residents, rules.measurements()).forEach(one -> {
            facts.get(one.resident()).put(one.name(), one.number());
            ages.get(one.resident()).put(one.name(), ChronoUnit.MONTHS.between(one.day(), today));
        });
        List<Member> members = new ArrayList<>();
        programmes.forEach((id, in) -> {
            visits(facts.get(id), seen.get(id).values(), today);
            List<Member.Reason> reasons = rules.reasons(facts.get(id), ages.get(id));
            int risk = reasons.stream().mapToInt(Member.Reason::points).sum();
            members.add(new Member(id, in, facts.get(id), seen.get(id), risk, reasons));
        });
        members.sort(Comparator.comparingInt(Member::risk).reversed().thenComparing(Member::resident));
        return List.copyOf(members);
    }

    private static void tasks(Map<String, Double> facts, PanelStore.Tasks tasks) {
        facts.put("urgent-tasks", (double) tasks.urgent());
        facts.put("recheck-tasks", (double) tasks.recheck());
        facts.put("overdue-tasks", (double) tasks.overdue());
        facts.put("overdue-days", (double) tasks.overdueDays());
        facts.put("missed-tasks", (double) tasks.missed());
    }

    private static void visits(Map<String, Double> facts, Collection<Member.Seen> seen, LocalDate today) {
        seen.stream()
                .map(Member.Seen::day)
                .max(LocalDate::compareTo)
                .ifPresentOrElse(
                        last -> {
                            facts.put("days-unseen", (double) ChronoUnit.DAYS.between(last, today));
                            facts.put("never-seen", 0.0);
                        },
                        () -> facts.put("never-seen", 1.0));
        facts.put("uncontrolled", (double) seen.stream()
                .filter(one -> !WELL.contains(one.classification()))
                .count());
    }
}
