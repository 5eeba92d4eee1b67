package org.liankang.web.contract;

import java.time.LocalDate;
import java.util.List;
import org.liankang.uses.contract.Promise;

/**
 * One promised item with the visits that kept it.
 *
 * @param form path of the form that records such a visit, or empty
 */
public record PromiseLine(Promise promise, List<Evidence> evidence, String form) {

    /** @param day null when the visit says none */
    public record Evidence(String reference, LocalDate day, String place) {}
}
