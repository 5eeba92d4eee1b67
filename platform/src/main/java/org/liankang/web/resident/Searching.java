package org.liankang.web.resident;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.person.Within;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Team;
import org.springframework.stereotype.Component;

/**
 * Looks for residents as an account may: those of the own centre by any part, others only by someone who knows their whole
 * name or number; a bureau without a centre by any part. Everybody shown leaves a trace, one in ten minutes.
 */
@Component
public class Searching {

    private static final int LONGEST = 60;
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 100_000;

    /**
     * @param own keeps the health file with the account's institution
     * @param team signed with a team the account leads
     */
    public record Found(Person person, boolean own, boolean team) {}

    /** Who was shown to whom lately. */
    private record Shown(long account, long resident) {}

    private final Persons persons;
    private final Institutions institutions;
    private final Contracts contracts;
    private final ResidentAccess access;
    private final Clock clock;
    private final Cache<Shown, Boolean> shown = Caffeine.newBuilder()
            .expireAfterWrite(AGAIN)
            .maximumSize(MOST_REMEMBERED)
            .build();

    Searching(Persons persons, Institutions institutions, Contracts contracts, ResidentAccess access, Clock clock) {
        this.persons = persons;
        this.institutions = institutions;
        this.contracts = contracts;
        this.access = access;
        this.clock = clock;
    }

    /** The own team's first, then the own centre's, then all others; at most so many. */
    List<Found> of(Account account, String text, int most) {
        String wanted = text.strip();
        long centre = account.may(Right.COMPLETE_TASK)
                ? institutions
                        .byCode(account.institution())
                        .map(Institution::id)
                        .orElse(0L)
                : 0;
        var within = new Within(centre, account.institution().isEmpty());
        List<Person> people = persons.search(wanted.substring(0, Math.min(LONGEST, wanted.length())), within, most);
        Set<Long> signed = signed(account, people);
        return people.stream()
                .map(person ->
                        new Found(person, centre != 0 && person.centre() == centre, signed.contains(person.id())))
                .sorted(Comparator.comparing((Found found) -> !found.team()))
                .toList();
    }

    /** To be called for whom the page really shows. */
    void trace(Account account, List<Found> found) {
        for (Found one : found) {
            if (shown.asMap().putIfAbsent(new Shown(account.id(), one.person().id()), true) == null) {
                access.found(account, one.person(), "find-resident", "/residents");
            }
        }
    }

    private Set<Long> signed(Account account, List<Person> people) {
        Set<String> teams = institutions
                .practitioner(account.staff())
                .map(id -> contracts.teams().stream()
                        .filter(team -> team.leader().equals("Practitioner/" + id))
                        .map(Team::id)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        Set<Long> signed = new HashSet<>();
        if (!teams.isEmpty()) {
            LocalDate today = LocalDate.now(clock);
            for (Person person : people) {
                contracts
                        .of(person.id(), today)
                        .filter(contract -> teams.contains(contract.team()))
                        .ifPresent(contract -> signed.add(person.id()));
            }
        }
        return signed;
    }
}
