package org.liankang.uses.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.liankang.base.finding.Finding;
import org.liankang.base.id.Ids;
import org.liankang.base.json.Json;
import org.liankang.identity.access.AccessRefused;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Right;
import org.liankang.record.store.Records;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Bulk jobs for those who may: each needs a right, leaves a trace, and is seen only by the account that asked for it, as
 * long as it has the right. Somebody else's job is answered like one that never was.
 */
@Component
public class Bulk {

    private final JobStore store;
    private final JobRunner runner;
    private final JobFolders folders;
    private final Export exports;
    private final Import imports;
    private final Origins origins;
    private final Records records;
    private final AuditTrail trail;
    private final BulkConfig config;
    private final Ids ids;
    private final Clock clock;
    private final Semaphore uploads;
    private final Set<String> receiving = ConcurrentHashMap.newKeySet();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    Bulk(
            JobStore store,
            JobRunner runner,
            JobFolders folders,
            Export exports,
            Import imports,
            Origins origins,
            Records records,
            AuditTrail trail,
            BulkConfig config,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.runner = runner;
        this.folders = folders;
        this.exports = exports;
        this.imports = imports;
        this.origins = origins;
        this.records = records;
        this.trail = trail;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        this.uploads = new Semaphore(config.uploads());
    }

    /**
     * Asks for an export of the record as it is now; it runs when its turn comes.
     *
     * @param purpose must be stated: nothing an account does daily needs everybody's data
     * @param request the address asked, for the manifest
     * @throws AccessRefused without the right
     * @throws BulkRefused when it cannot be done
     */
    public Job export(Account account, Optional<Purpose> purpose, ExportAsked asked, String request) {
        need(account, Right.BULK_EXPORT);
        Purpose why = purpose.filter(one -> one != Purpose.CARE)
                .orElseThrow(() -> new BulkRefused(Finding.error(
                        "bulk-purpose-missing", "Liankang-Purpose", "a bulk export must say what it is for")));
        exports.check(asked);
        room(account);
        if (store.bytesWithout("") >= config.totalBytes().toBytes()) {
            throw Export.tooLarge();
        }
        // The time before the position: what is committed between the two is in this export and once more in the next.
        Instant at = Export.shown(clock.instant());
        Job job = job(account, Job.Kind.EXPORT, Job.State.QUEUED, "", why.name(), request, spec(asked), at);
        store.add(job, null, List.of());
        trail.record(
                account, why, "bulk-export", 0, asked.level().name().toLowerCase(Locale.ROOT) + " job/" + job.id());
        runner.wake();
        return job;
    }

    /**
     * Asks for an import from sources that the platform fetches.
     *
     * @param institution spoken for, or empty
     * @param body Parameters, or the plain object of the first drafts
     */
    public Job importFrom(Account account, String institution, JsonNode body, String request) {
        need(account, Right.BULK_IMPORT);
        ImportAsked asked = ImportAsked.of(body, records::knows);
        asked.sources().forEach(source -> origins.check(source.url()));
        speaks(account, institution);
        room(account);
        Job job = job(account, Job.Kind.IMPORT, Job.State.QUEUED, institution, "", request, "{}", clock.instant());
        List<Job.Source> sources = IntStream.range(0, asked.sources().size())
                .mapToObj(at -> source(
                        at + 1,
                        asked.sources().get(at).type(),
                        asked.sources().get(at).url()))
                .toList();
        store.add(job, null, sources);
        trail.record(account, "bulk-import", "job/" + job.id());
        runner.wake();
        return job;
    }

    /**
     * Takes a stream of lines in, and returns at its end. Broken off and sent again from its beginning with the same
     * key, it goes on where it was; a stream that was taken to its end is not read again.
     *
     * @param type of all lines, or empty for any
     * @param key the sender's idempotency key
     * @throws IOException when the stream breaks
     */
    public Received receive(
            Account account, String institution, String type, Optional<String> key, InputStream in, String request)
            throws IOException {
        need(account, Right.BULK_IMPORT);
        speaks(account, institution);
        if (!type.isEmpty() && !records.knows(type)) {
            throw ExportAsked.invalid("type", "names no resource type of FHIR R4");
        }
        if (!uploads.tryAcquire()) {
            throw ImportAsked.tooMany();
        }
        try {
            Job job = key.flatMap(one -> store.upload(account.id(), one))
                    .orElseGet(() -> begin(account, institution, type, key, request));
            boolean open = job.state() == Job.State.RECEIVING;
            return new Received(open ? receive(job, in) : job, !open);
        } finally {
            uploads.release();
        }
    }

    /** @param repeated the stream had been taken to its end before, and nothing of it was read now */
    public record Received(Job job, boolean repeated) {}

    private Job begin(Account account, String institution, String type, Optional<String> key, String request) {
        Job job = job(account, Job.Kind.UPLOAD, Job.State.RECEIVING, institution, "", request, "{}", clock.instant());
        store.add(job, key.orElse(null), List.of(source(1, type, "")));
        trail.record(account, "bulk-import", "job/" + job.id());
        return job;
    }

    private Job receive(Job job, InputStream in) throws IOException {
        if (!receiving.add(job.id())) {
            throw new BulkRefused(
                    Finding.error("bulk-upload-running", "Idempotency-Key", "this stream is being received already"));
        }
        try {
            if (imports.receive(job, folders.of(job.id()), in, () -> cancelled.contains(job.id()))) {
                Instant now = clock.instant();
                store.end(job.id(), Job.State.DONE, null, now, now.plus(config.life()));
            }
            return store.find(job.id()).orElseThrow();
        } finally {
            receiving.remove(job.id());
            if (cancelled.remove(job.id())) {
                folders.delete(job.id());
            }
        }
    }

    /** The job, if it is this account's and the account still may. */
    public Optional<Job> find(Account account, String id) {
        return store.find(id)
                .filter(job -> job.account() == account.id() && job.state() != Job.State.CANCELLED)
                .filter(job -> account.may(job.kind() == Job.Kind.EXPORT ? Right.BULK_EXPORT : Right.BULK_IMPORT));
    }

    public List<Job.File> files(Job job) {
        return store.files(job.id());
    }

    public List<Job.Source> sources(Job job) {
        return store.sources(job.id());
    }

    /**
     * Opens a file of an ended job; leaves a trace.
     *
     * @return empty when the job has no such file, or its files are gone
     */
    public Optional<Path> open(Account account, Job job, String name) {
        Optional<Path> found = store.files(job.id()).stream()
                .filter(file ->
                        job.state().ended() && file.closed() && file.name().equals(name))
                .findFirst()
                .map(file -> folders.of(job.id()).resolve(file.name()))
                .filter(Files::isRegularFile);
        if (found.isPresent()) {
            String reference = "job/" + job.id() + "/" + name;
            if (job.purpose().isEmpty()) {
                trail.record(account, "bulk-download", reference);
            } else {
                trail.record(account, Purpose.valueOf(job.purpose()), "bulk-download", 0, reference);
            }
        }
        return found;
    }

    /** Ends the job, if it is not ended, and deletes its files. */
    public void cancel(Account account, Job job) throws IOException {
        if (store.cancel(job.id(), clock.instant())) {
            trail.record(account, "bulk-cancel", "job/" + job.id());
            runner.cancel(job.id());
            if (receiving.contains(job.id())) {
                cancelled.add(job.id());
            } else if (job.state().ended()) {
                folders.delete(job.id());
            }
            runner.wake(); // and swept, when nobody writes to it any more
        }
    }

    private void room(Account account) {
        if (store.open(0) >= config.waiting() || store.open(account.id()) >= config.waitingPerAccount()) {
            throw ImportAsked.tooMany();
        }
    }

    private Job job(
            Account account,
            Job.Kind kind,
            Job.State state,
            String institution,
            String purpose,
            String request,
            String spec,
            Instant at) {
        return new Job(
                ids.next(clock.instant()),
                kind,
                state,
                account.id(),
                account.login(),
                institution,
                purpose,
                request,
                spec,
                at,
                exports.moment(),
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null);
    }

    private static Job.Source source(int number, String type, String url) {
        return new Job.Source(number, type, url, 0, 0, 0, 0, 0, 0, 0, false);
    }

    private static String spec(ExportAsked asked) {
        return Json.MAPPER.writeValueAsString(asked);
    }

    private static void need(Account account, Right right) {
        if (!account.may(right)) {
            throw new AccessRefused(right);
        }
    }

    private static void speaks(Account account, String institution) {
        if (!institution.isEmpty() && !account.speaksFor(institution)) {
            throw new BulkRefused(Finding.error(
                    "institution-not-yours", "Liankang-Institution", "this account may not speak for it"));
        }
    }
}
