package org.liankang.entry.admission;

import java.util.List;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Receipt;

/** What is to become of one entry. */
sealed interface Decision {

    /** It enters (or is unchanged, or deleted) as the receipt says. */
    record Enters(Receipt.Status status, int version) implements Decision {}

    /** @param waitingFor the reference whose arrival would help, or null */
    record StaysOut(List<Finding> findings, String waitingFor) implements Decision {}

    /** The request itself cannot be done; nothing to keep for later. */
    record Refused(List<Finding> findings) implements Decision {}
}
