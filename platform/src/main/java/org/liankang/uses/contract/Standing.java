package org.liankang.uses.contract;

import java.util.Set;

/**
 * How one contract stands in one year.
 *
 * @param contract reference of the Contract
 * @param counted it is the resident's contract of the year
 * @param groups the resident belongs to, by the region's packages
 * @param promised services promised
 * @param kept of these, done
 * @param invalid codes of the checks a valid contract would pass and this one does not
 * @param unfulfilled codes of the checks a valid fulfilment would pass and this one does not
 */
public record Standing(
        String contract,
        long resident,
        int year,
        String team,
        boolean counted,
        Set<String> groups,
        int promised,
        int kept,
        Set<String> invalid,
        Set<String> unfulfilled,
        int answers,
        int satisfied) {

    public boolean valid() {
        return invalid.isEmpty();
    }

    public boolean fulfilled() {
        return unfulfilled.isEmpty();
    }
}
