package org.liankang.uses.contract;

import java.util.List;

/**
 * One service a contract promises in one year.
 *
 * @param contract reference of the Contract
 * @param offer code of the package it comes from
 * @param services kinds of service that keep it
 * @param done how often it was done; may be more than promised
 * @param evidence references of the Encounters that did it, in their order
 * @param clause why it is promised; empty when the packages no longer know the item
 */
public record Promise(
        String contract,
        long resident,
        int year,
        String offer,
        String item,
        String name,
        String nameEnglish,
        List<String> services,
        int promised,
        int done,
        List<String> evidence,
        String clause,
        String confidence) {

    public boolean kept() {
        return done >= promised;
    }
}
