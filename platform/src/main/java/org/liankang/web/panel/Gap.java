package org.liankang.web.panel;

import java.time.LocalDate;
import org.liankang.uses.programme.Member;

/** What may be lacking of a panel's member: the ways to narrow a panel down. */
enum Gap {
    ALL,
    URGENT,
    OVERDUE,
    UNCONTROLLED,
    NEVER_SEEN,
    MISSED,
    NOT_THIS_YEAR;

    boolean holds(Member member, LocalDate today) {
        return switch (this) {
            case ALL -> true;
            case URGENT -> member.count("urgent-tasks") > 0;
            case OVERDUE -> member.count("overdue-tasks") > 0;
            case UNCONTROLLED -> member.count("uncontrolled") > 0;
            case NEVER_SEEN -> member.count("never-seen") > 0;
            case MISSED -> member.count("missed-tasks") > 0;
            case NOT_THIS_YEAR ->
                member.seen().values().stream()
                        .noneMatch(seen -> seen.complete() && seen.day().getYear() == today.getYear());
        };
    }
}
