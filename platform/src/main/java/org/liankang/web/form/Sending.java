package org.liankang.web.form;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.entry.channel.form.Filled;
import org.liankang.entry.channel.form.Filling;
import org.liankang.identity.access.Account;
import org.springframework.stereotype.Component;

/** The way of a filled-in form through the door: from a page, or later from a device that had no connection. */
@Component
public class Sending {

    /** What became of it. */
    public sealed interface Sent {

        record Stored(long submission, boolean repeated) implements Sent {}

        /** Something has to be mended first; nothing was submitted. */
        record Mend(List<Finding> findings) implements Sent {}

        /** @param sentBefore the id belongs to another content: to send this, too, would be a second visit */
        record NotStored(List<Finding> findings, boolean sentBefore) implements Sent {}
    }

    private final Door door;

    Sending(Door door) {
        this.door = door;
    }

    /** @param formId sent twice, stored once */
    public Sent send(Account account, Filling filling, String formId) {
        return switch (filling.complete(ids(formId))) {
            case Filled.Refused refused -> new Sent.Mend(refused.findings());
            case Filled.Ready ready -> {
                Envelope envelope = ready.envelope(by(account), formId);
                Receipt receipt = door.submit(envelope).join();
                List<Finding> refusals = refusals(receipt);
                yield receipt.accepted()
                        ? new Sent.Stored(receipt.submission(), receipt.repeated())
                        : new Sent.NotStored(
                                refusals,
                                refusals.stream()
                                        .anyMatch(finding -> finding.code().equals("idempotency-key-reused")));
            }
        };
    }

    /** In whose name an account sends forms. */
    public static Submitter by(Account account) {
        return new Submitter(account.login(), account.institution());
    }

    private static List<Finding> refusals(Receipt receipt) {
        return Stream.concat(
                        receipt.findings().stream(),
                        receipt.outcomes().stream().flatMap(outcome -> outcome.findings().stream()))
                .filter(Finding::refuses)
                .distinct()
                .toList();
    }

    /** Ids that the form id alone decides: the same form sent twice is the same transaction. */
    private static Supplier<UUID> ids(String formId) {
        int[] next = {0};
        return () -> UUID.nameUUIDFromBytes((formId + "/" + next[0]++).getBytes(StandardCharsets.UTF_8));
    }
}
