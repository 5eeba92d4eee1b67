package org.liankang.web.offline;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.identity.access.Account;
import org.liankang.identity.device.Device;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Team;
import org.liankang.uses.programme.Programmes;
import org.liankang.web.task.Villages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Whom a device keeps: of the own centre, those who signed with its team, or without a team those to whom something is
 * due soon; of the chosen villages only. The dead and those who moved to another centre are not among them.
 */
@Component
class Panel {

    /** Days ahead that count as soon. */
    static final int SOON = 30;

    /** Residents a device may keep. */
    static final int LARGEST = 5_000;

    private static final int MOST_COUNTED = 100_000;
    private static final int AT_ONCE = 5_000;
    private static final Duration KEPT = Duration.ofMinutes(1);
    /** Devices of one team that begin an update at the same moment share what was read. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Programmes programmes;
    private final Contracts contracts;
    private final Persons persons;
    private final Institutions institutions;
    private final Villages villages;
    private final Clock clock;
    private final LoadingCache<Asked, Members> members;

    /** @param ids sorted @param read when */
    private record Members(long[] ids, Instant read) {}

    private record Asked(Institution centre, String team, Set<String> villages, LocalDate today) {}

    /** A village and how many residents of the panel live there. */
    record Village(String name, int residents) {}

    Panel(
            Programmes programmes,
            Contracts contracts,
            Persons persons,
            Institutions institutions,
            Villages villages,
            Clock clock) {
        this.programmes = programmes;
        this.contracts = contracts;
        this.persons = persons;
        this.institutions = institutions;
        this.villages = villages;
        this.clock = clock;
        this.members =
                Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(1_000).build(this::members);
    }

    private Members members(Asked asked) {
        Instant now = clock.instant();
        long[] ids = people(asked.centre(), asked.team()).stream()
                .filter(person -> asked.villages().isEmpty() || asked.villages().contains(villages.of(person)))
                .mapToLong(Person::id)
                .sorted()
                .toArray();
        return new Members(ids, now);
    }

    /**
     * The residents of a device in the order of their numbers.
     *
     * @param anew an update begins: whoever came or left since the last one is to be seen
     * @throws Refusal if the account has no institution, or they are more than a device may keep
     */
    long[] of(Account account, Device device, boolean anew) {
        var asked = new Asked(centre(account), device.team(), Set.copyOf(device.villages()), LocalDate.now(clock));
        if (anew) {
            Members known = members.getIfPresent(asked);
            if (known != null && known.read().plus(FRESH).isBefore(clock.instant())) {
                members.invalidate(asked);
            }
        }
        long[] all = members.get(asked).ids();
        if (all.length > LARGEST) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "panel-too-large");
        }
        return all;
    }

    /** Where they live, the most first; for a choice. */
    List<Village> villages(Account account, String team) {
        Map<String, Integer> counted = new TreeMap<>();
        people(centre(account), team).forEach(person -> counted.merge(villages.of(person), 1, Integer::sum));
        List<Village> found = new ArrayList<>();
        counted.forEach((name, residents) -> {
            if (!name.isEmpty()) {
                found.add(new Village(name, residents));
            }
        });
        found.sort((one, other) -> other.residents() - one.residents());
        return found;
    }

    /** The teams of the account's centre. */
    List<Team> teams(Account account) {
        String organization = "Organization/" + centre(account).organization();
        return contracts.teams().stream()
                .filter(team -> team.organization().equals(organization))
                .toList();
    }

    Institution centre(Account account) {
        return institutions
                .byCode(account.institution())
                .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "account-without-institution"));
    }

    private List<Person> people(Institution centre, String team) {
        LocalDate today = LocalDate.now(clock);
        Set<Long> ids = team.isEmpty()
                ? programmes.residentsDue(centre.id(), today.plusDays(SOON))
                : contracts.residents(team, today.getYear());
        if (ids.size() > MOST_COUNTED) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "panel-too-large");
        }
        return known(new TreeSet<>(ids)).stream()
                .filter(person -> person.centre() == centre.id() && person.aliveOn(today))
                .toList();
    }

    private List<Person> known(Collection<Long> ids) {
        List<Person> people = new ArrayList<>();
        Set<Long> some = new HashSet<>();
        for (long id : ids) {
            some.add(id);
            if (some.size() == AT_ONCE) {
                people.addAll(persons.all(some).values());
                some.clear();
            }
        }
        people.addAll(persons.all(some).values());
        return people;
    }

    /** Those after a resident, so many at most. */
    static long[] page(long[] all, long after, int most) {
        int from = Arrays.binarySearch(all, after);
        int first = from < 0 ? -from - 1 : from + 1;
        return Arrays.copyOfRange(all, first, Math.min(all.length, first + most));
    }
}
