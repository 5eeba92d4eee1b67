package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A child's immunisation card.
 *
 * @param birth empty when unknown; then nothing can be said
 * @param forecast with a plan of visits
 * @param doses every dose on record, the oldest first, also those whose code says nothing here
 * @param unknown nothing was ever recorded though the record began late: the certificate is to be asked for
 */
public record Card(
        Optional<LocalDate> birth,
        Optional<LocalDate> certified,
        Forecast forecast,
        List<Dose> doses,
        boolean unknown,
        String source) {

    /**
     * @param product its code, empty when it is not known here
     * @param words how the sender calls it
     * @param place reference of the Organization that gave it, or empty
     */
    public record Dose(
            String reference, int version, String product, String words, LocalDate day, String place, String lot) {}
}
