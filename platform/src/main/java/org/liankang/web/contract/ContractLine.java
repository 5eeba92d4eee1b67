package org.liankang.web.contract;

import java.time.LocalDate;
import java.util.List;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.Offer;

/**
 * A contract with the names a page shows.
 *
 * @param offers its packages; one that the region no longer knows is missing
 */
public record ContractLine(Contract contract, String team, String centre, List<Offer> offers, State state) {

    public enum State {
        /** Begins later. */
        COMING,
        RUNNING,
        /** Its time is over. */
        OVER,
        /** It ended before its time. */
        DISSOLVED,
        /** It ended because another one took over. */
        MOVED;

        static State of(Contract contract, LocalDate today) {
            if (contract.ending().equals(Contract.MOVED)) {
                return contract.ends().isBefore(today) ? MOVED : RUNNING;
            }
            if (!contract.ending().isEmpty()) {
                return DISSOLVED;
            }
            return contract.covers(today) ? RUNNING : contract.starts().isAfter(today) ? COMING : OVER;
        }
    }
}
