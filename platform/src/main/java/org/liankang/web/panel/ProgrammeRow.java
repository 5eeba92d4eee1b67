package org.liankang.web.panel;

import java.time.LocalDate;
import java.util.List;
import org.liankang.uses.programme.Member;

/**
 * One programme of a panel, counted from its members.
 *
 * @param seen with a visit this year that counts
 * @param controlled of the enrolled, those whose newest visit is of this year and judged controlled
 * @param judges whether the programme's visits are judged controlled or not at all
 */
public record ProgrammeRow(
        String programme, String name, long enrolled, long seen, long controlled, boolean judges, long overdue) {

    static ProgrammeRow of(String programme, String name, List<Member> members, LocalDate today) {
        List<Member> in = members.stream()
                .filter(member -> member.programmes().contains(programme))
                .toList();
        return new ProgrammeRow(
                programme,
                name,
                in.size(),
                in.stream().filter(member -> thisYear(member, programme, today)).count(),
                in.stream()
                        .filter(member -> member.seen().values().stream()
                                .filter(seen -> seen.programme().equals(programme)
                                        && seen.classification().equals("controlled"))
                                .anyMatch(seen -> seen.day().getYear() == today.getYear()))
                        .count(),
                in.stream()
                        .flatMap(member -> member.seen().values().stream())
                        .anyMatch(seen -> seen.programme().equals(programme)
                                && !seen.classification().isEmpty()),
                in.stream().filter(member -> member.count("overdue-tasks") > 0).count());
    }

    private static boolean thisYear(Member member, String programme, LocalDate today) {
        return member.seen().values().stream()
                .anyMatch(seen -> seen.programme().equals(programme)
                        && seen.complete()
                        && seen.day().getYear() == today.getYear());
    }

    public double share(long part) {
        return enrolled == 0 ? 0 : 100.0 * part / enrolled;
    }
}
