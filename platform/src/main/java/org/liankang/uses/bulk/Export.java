package org.liankang.uses.bulk;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.record.store.Records;
import org.liankang.record.store.Snapshots;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Runs an export job: reads stretch by stretch, keeps what was asked for, writes it to files. */
@Component
class Export {

    private final Records records;
    private final Snapshots snapshots;
    private final JobStore store;
    private final BulkConfig config;
    private final FhirContext fhir;
    private final TypeFilters filters;
    private final Veil veil;
    private final Executor reader = work -> Thread.ofVirtual().name("bulk-read").start(work);

    Export(
            Records records,
            Snapshots snapshots,
            JobStore store,
            BulkConfig config,
            FhirContext fhir,
            TypeFilters filters,
            Veil veil) {
        this.records = records;
        this.snapshots = snapshots;
        this.store = store;
        this.config = config;
        this.fhir = fhir;
        this.filters = filters;
        this.veil = veil;
    }

    /** What is checked when a job is asked for, because it can be said at once. */
    void check(ExportAsked asked) {
        conditions(asked);
        if (asked.level() == ExportAsked.Level.GROUP) {
            group(asked.group(), Long.MAX_VALUE);
        }
    }

    /**
     * Runs the job from where it is.
     *
     * @return false when it was told to stop before its end
     * @throws BulkRefused when it cannot be done
     */
    boolean run(Job job, Path folder, BooleanSupplier stop) throws IOException {
        ExportAsked asked = Json.MAPPER.readValue(job.spec(), ExportAsked.class);
        Set<Long> residents = residents(asked, job.position());
        Wanted wanted = wanted(asked, residents);
        Reading reading = reading(asked, residents, job.position());
        long done = Math.max(job.done(), reading.begin());
        if (!store.begin(job.id(), reading.end())) {
            return false;
        }
        Function<Version, byte[]> line =
                veiled(asked.elements().isEmpty() ? ResourceLine::of : new Projection(fhir, asked.elements())::line);
        long others = store.bytesWithout(job.id());
        try (OutputFiles files = new OutputFiles(folder, config.fileBytes().toBytes(), store.files(job.id()))) {
            CompletableFuture<Reading.Stretch> next = read(reading, done);
            while (done < reading.end()) {
                Reading.Stretch stretch = next.join();
                done = stretch.end();
                next = done < reading.end() ? read(reading, done) : null;
                write(stretch.versions(), wanted, line, files);
                capped(files.bytes(), others);
                if (stop.getAsBoolean()) {
                    store.progress(job.id(), done, files.checkpoint());
                    return false;
                }
                if (files.sinceCheckpoint() >= config.checkpoint().toBytes()) {
                    store.progress(job.id(), done, files.checkpoint());
                }
            }
            store.progress(job.id(), done, files.finish());
            return true;
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private Function<Version, byte[]> veiled(Function<Version, byte[]> line) {
        return version -> veil.covers(version.type())
                ? Json.bytes(veil.over(Json.parse(line.apply(version))))
                : line.apply(version);
    }

    private CompletableFuture<Reading.Stretch> read(Reading reading, long done) {
        return CompletableFuture.supplyAsync(() -> reading.after(done), reader);
    }

    /** What of the current versions goes out; of deleted ones only that they are. */
    private record Wanted(Predicate<Version> all, Map<String, Predicate<Version>> byType, boolean deleted) {

        boolean test(Version version) {
            return all.test(version)
                    && (version.deleted()
                            ? deleted
                            : byType.getOrDefault(version.type(), any -> true).test(version));
        }
    }

    private Wanted wanted(ExportAsked asked, Set<Long> residents) {
        Optional<Long> known = asked.since() == null ? Optional.empty() : store.positionAt(asked.since());
        Predicate<Version> all = version -> asked.wants(version.type())
                && (asked.since() == null
                        || (known.isPresent()
                                ? version.position() > known.get()
                                : version.at().isAfter(asked.since())))
                && (asked.until() == null || !version.at().isAfter(asked.until()))
                && (asked.level() == ExportAsked.Level.SYSTEM
                        || version.resident() > 0 && (residents == null || residents.contains(version.resident())));
        return new Wanted(all, conditions(asked), asked.since() != null);
    }

    private Map<String, Predicate<Version>> conditions(ExportAsked asked) {
        Map<String, Predicate<Version>> conditions = new HashMap<>();
        asked.filters().forEach((type, queries) -> {
            for (String query : queries) {
                try {
                    conditions.merge(type, filters.understand(type, query), Predicate::or);
                } catch (IllegalArgumentException wrong) {
                    throw ExportAsked.invalid("_typeFilter", String.valueOf(wrong.getMessage()));
                }
            }
        });
        return conditions;
    }

    private Reading reading(ExportAsked asked, Set<Long> residents, long moment) {
        if (residents != null && asked.since() == null) {
            return new ChartReading(records, List.copyOf(residents), moment);
        }
        long begin = asked.since() == null
                ? 0
                : store.positionAt(asked.since()).orElseGet(() -> FeedReading.before(records, asked.since(), moment));
        return new FeedReading(records, snapshots, Math.min(begin, moment), moment, config.stretch());
    }

    /** Whom it is about, in a fixed order; null for everybody. */
    private Set<Long> residents(ExportAsked asked, long moment) {
        List<String> patients =
                asked.level() == ExportAsked.Level.GROUP ? members(group(asked.group(), moment)) : asked.patients();
        if (asked.level() == ExportAsked.Level.SYSTEM
                || asked.level() == ExportAsked.Level.PATIENT && patients.isEmpty()) {
            return null;
        }
        Set<String> members = new HashSet<>(patients);
        Set<Long> residents = new LinkedHashSet<>();
        for (String patient : asked.patients().isEmpty() ? patients : asked.patients()) {
            Optional<Version> known = records.read("Patient", patient).filter(version -> version.resident() > 0);
            if (!members.contains(patient) || known.isEmpty()) {
                if (!asked.patients().isEmpty()) {
                    throw ExportAsked.invalid("patient", "names a Patient that is not here or no member of the Group");
                }
                continue;
            }
            residents.add(known.get().resident());
        }
        return residents;
    }

    private Version group(String id, long moment) {
        return records.history("Group", id).stream()
                .filter(version -> version.position() <= moment)
                .findFirst()
                .filter(version -> !version.deleted())
                .orElseThrow(() -> new BulkRefused(Finding.error("not-found", "Group", "there is no such Group")));
    }

    private static List<String> members(Version group) {
        List<String> members = new ArrayList<>();
        Json.each(group.body().path("member")).forEach(member -> {
            String reference = Json.text(member, "entity", "reference");
            if (reference.startsWith("Patient/") && !member.path("inactive").asBoolean(false)) {
                members.add(reference.substring("Patient/".length()));
            }
        });
        return members;
    }

    private static void write(List<Version> versions, Wanted wanted, Function<Version, byte[]> line, OutputFiles files)
            throws IOException {
        List<Version> chosen = versions.stream().filter(wanted::test).toList();
        // Unpacking is most of the work, and the database waits for nothing meanwhile.
        List<byte[]> lines = chosen.parallelStream()
                .map(version -> version.deleted() ? ResourceLine.deleted(version) : line.apply(version))
                .toList();
        for (int at = 0; at < lines.size(); at++) {
            boolean deleted = chosen.get(at).deleted();
            files.add(
                    deleted ? Job.Content.DELETED : Job.Content.OUTPUT,
                    deleted ? "Bundle" : chosen.get(at).type(),
                    lines.get(at));
        }
    }

    private void capped(long bytes, long others) {
        if (bytes > config.jobBytes().toBytes()
                || bytes + others > config.totalBytes().toBytes()) {
            throw tooLarge();
        }
    }

    static BulkRefused tooLarge() {
        return new BulkRefused(Finding.error(
                "bulk-too-large", "", "more bytes than one job, or all that are kept, may have; ask for less"));
    }

    /** Where the snapshot is taken: what is committed now. */
    long moment() {
        return records.last();
    }

    static Instant shown(Instant at) {
        return at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }
}
