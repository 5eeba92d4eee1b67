package org.liankang.uses.refill;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Says what is due next of one prescription. A pure function of what was written and handed over. */
final class Refilling {

    /**
     * @param until last day it is good for, or null
     * @param supply days one part lasts
     * @param repeats parts beyond the first
     */
    record Prescription(
            String reference,
            long resident,
            long institution,
            String medicine,
            LocalDate starts,
            LocalDate until,
            int supply,
            int repeats) {}

    /** @param supply days it lasts, or null: as long as the prescription says */
    record Dispense(String reference, String prescription, LocalDate day, Integer supply) {}

    private Refilling() {}

    static Refill next(Prescription one, List<Dispense> dispenses) {
        List<Dispense> before = dispenses.stream()
                .sorted(Comparator.comparing(Dispense::day).thenComparing(Dispense::reference))
                .toList();
        int allowed = 1 + one.repeats();
        LocalDate due = before.isEmpty() ? one.starts() : runsOut(one, before.getLast());
        boolean left = before.size() < allowed && (one.until() == null || !due.isAfter(one.until()));
        return new Refill(
                one.reference(),
                one.resident(),
                one.institution(),
                one.medicine(),
                left ? Refill.Kind.REFILL : Refill.Kind.RENEW,
                before.size() + 1,
                allowed,
                due,
                before.stream().map(Dispense::reference).toList());
    }

    private static LocalDate runsOut(Prescription one, Dispense last) {
        return last.day().plusDays(last.supply() == null ? one.supply() : last.supply());
    }
}
