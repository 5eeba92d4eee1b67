package org.liankang.uses.bulk;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import tools.jackson.databind.node.ObjectNode;

/** Some lines on their way through the door together, each for itself. */
final class LineBatch {

    /** @param start in the batch's bytes; the length is -1 when it was too long to be kept */
    private record Line(long number, int start, int length) {}

    /**
     * What became of the lines.
     *
     * @param outcomes an OperationOutcome for each line that is not stored
     */
    record Result(long stored, long unchanged, long waiting, long refused, List<byte[]> outcomes) {}

    private final Growing bytes = new Growing();
    private final List<Line> lines = new ArrayList<>();

    private static final class Growing extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    void add(LineReader line) {
        if (line.tooLong()) {
            lines.add(new Line(line.line(), 0, -1));
        } else if (!line.blank()) {
            lines.add(new Line(line.line(), bytes.size(), line.length()));
            bytes.write(line.buffer(), line.start(), line.length());
        }
    }

    int lines() {
        return lines.size();
    }

    int bytes() {
        return bytes.size();
    }

    /**
     * Prepares and sends the lines; the result comes after the commit.
     *
     * @param type that every line must be of, or empty
     */
    CompletableFuture<Result> send(Door door, Submitter by, String type, int longest) {
        List<byte[]> outcomes = new ArrayList<>();
        List<Line> sent = new ArrayList<>();
        byte[] payload = payload(longest, sent, outcomes);
        if (sent.isEmpty()) {
            return CompletableFuture.completedFuture(new Result(0, 0, 0, outcomes.size(), outcomes));
        }
        return door.submit(new Envelope("bulk", by, Optional.empty(), new Interaction.Lines(type), payload))
                .thenApply(receipt -> result(receipt, sent, outcomes));
    }

    private static Result result(Receipt receipt, List<Line> sent, List<byte[]> outcomes) {
        long refused = outcomes.size();
        if (receipt.outcomes().size()
                != sent.size()) { // the batch as a whole: an institution nobody knows, for example
            Finding why = receipt.findings().stream()
                    .filter(Finding::refuses)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a receipt that answers nothing"));
            long quarantine = receipt.outcomes().isEmpty()
                    ? 0
                    : receipt.outcomes().getFirst().quarantine();
            sent.forEach(line -> outcomes.add(outcome(line.number(), List.of(why), quarantine)));
            return new Result(0, 0, waits(List.of(why)) ? sent.size() : 0, outcomes.size(), outcomes);
        }
        long stored = 0;
        long unchanged = 0;
        long waiting = 0;
        for (int at = 0; at < sent.size(); at++) {
            Receipt.Outcome outcome = receipt.outcomes().get(at);
            if (outcome.stored()) {
                stored++;
                unchanged += outcome.status() == Receipt.Status.UNCHANGED ? 1 : 0;
            } else {
                List<Finding> why =
                        outcome.findings().stream().filter(Finding::refuses).toList();
                waiting += waits(why) ? 1 : 0;
                refused += waits(why) ? 0 : 1;
                outcomes.add(outcome(sent.get(at).number(), why, outcome.quarantine()));
            }
        }
        return new Result(stored, unchanged, waiting, refused, outcomes);
    }

    private byte[] payload(int longest, List<Line> sent, List<byte[]> outcomes) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(bytes.size() + lines.size());
        for (Line line : lines) {
            if (line.length() < 0) {
                Finding why = Finding.error("bulk-line-too-long", "", "has more than " + longest + " bytes");
                outcomes.add(outcome(line.number(), List.of(why), 0));
            } else {
                payload.write(bytes.array(), line.start(), line.length());
                payload.write('\n');
                sent.add(line);
            }
        }
        return payload.toByteArray();
    }

    /** Released by itself when what it refers to arrives. */
    private static boolean waits(List<Finding> why) {
        return why.stream()
                .allMatch(one ->
                        one.code().equals("reference-unresolved") || one.code().equals("institution-unknown"));
    }

    private static byte[] outcome(long line, List<Finding> findings, long quarantine) {
        ObjectNode outcome = Json.object();
        outcome.put("resourceType", "OperationOutcome");
        var issues = outcome.putArray("issue");
        for (Finding finding : findings) {
            ObjectNode issue = issues.addObject();
            issue.put("severity", "error").put("code", "processing");
            issue.putObject("details")
                    .putArray("coding")
                    .addObject()
                    .put("system", "urn:liankang:finding")
                    .put("code", finding.code());
            issue.put(
                    "diagnostics",
                    "line " + line + ": " + (finding.where() + " " + finding.message()).strip()
                            + (quarantine > 0 ? "; kept in quarantine under number " + quarantine : ""));
        }
        if (quarantine > 0) {
            ObjectNode remark =
                    issues.addObject().put("severity", "information").put("code", "informational");
            remark.putObject("details")
                    .putArray("coding")
                    .addObject()
                    .put("system", "urn:liankang:finding")
                    .put("code", "quarantined");
        }
        return Json.bytes(outcome);
    }
}
