package org.liankang.uses.contract;

import java.util.Map;

/**
 * A team's year, or everybody's.
 *
 * @param team id of the CareTeam; empty for contracts that name none
 * @param contracts residents with a contract in the year; of several the one signed last counts
 * @param priority those of them who belong to a priority group
 * @param groups members of each group among them
 * @param promised services promised
 * @param done of these, done; what is done beyond the promise does not count
 * @param promising contracts that promise anything
 * @param honoured of these, with everything done
 * @param valid contracts that meet all the region's rules of a valid contract
 * @param fulfilled contracts that meet all its rules of a valid fulfilment
 * @param answers of residents about their satisfaction, while the contract ran
 * @param satisfied of these, satisfied
 */
public record Fulfilment(
        String team,
        int year,
        long contracts,
        long priority,
        Map<String, Long> groups,
        long promised,
        long done,
        long promising,
        long honoured,
        long valid,
        long fulfilled,
        long answers,
        long satisfied) {

    static Fulfilment none(String team, int year) {
        return new Fulfilment(team, year, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
