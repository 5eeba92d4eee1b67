package org.liankang.web.panel;

import java.util.List;
import org.liankang.uses.contract.Fulfilment;
import org.liankang.uses.contract.Team;
import org.liankang.uses.programme.Member;

/**
 * A team as its lead sees it.
 *
 * @param own led by the asker
 * @param inProgrammes of the signed, those in a programme
 */
public record TeamRow(
        Team team,
        String leader,
        boolean own,
        Fulfilment year,
        int inProgrammes,
        long urgent,
        long overdue,
        long uncontrolled) {

    static TeamRow of(Team team, String leader, boolean own, Fulfilment year, List<Member> members) {
        return new TeamRow(
                team,
                leader,
                own,
                year,
                members.size(),
                members.stream().filter(one -> one.count("urgent-tasks") > 0).count(),
                members.stream().filter(one -> one.count("overdue-tasks") > 0).count(),
                members.stream().filter(one -> one.count("uncontrolled") > 0).count());
    }
}
