package org.liankang.uses.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import org.liankang.uses.quality.KindRules.Compiled;
import tools.jackson.databind.JsonNode;

/**
 * What a batch of changes touches, held in memory. Changes are taken one by one in their order, so that the size of a
 * batch makes no difference; what was changed is written by {@link QualityStore}.
 */
final class Ledger {

    /** No event is older than this many years; a day before that is a mistake and is counted where it arrived. */
    private static final int OLDEST_YEARS = 120;

    record Patient(
            String reference,
            long resident,
            String gender,
            @Nullable LocalDate birth,
            @Nullable LocalDate death,
            long position) {}

    record Diagnosis(
            String reference,
            long resident,
            String code,
            @Nullable LocalDate onset) {}

    /** The codes of a document that its encounter may expect. */
    record Part(String source, String encounter, Set<String> codes) {}

    /** An item with what the tables keep beside it. */
    record Row(Item item, LocalDate month, long submission) {

        String key() {
            return item.reference() + " " + item.rule();
        }
    }

    record Place(long institution, String kind, String rule, LocalDate month) {}

    /** What is added to a score. */
    static final class Sum {
        long judged;
        long failed;
        long mended;
    }

    final Shelf<Document> documents = new Shelf<>(Document::reference, Document::resident);
    final Shelf<Patient> patients = new Shelf<>(Patient::reference, Patient::resident);
    final Shelf<Diagnosis> diagnoses = new Shelf<>(Diagnosis::reference, Diagnosis::resident);
    final Shelf<Part> parts = new Shelf<>(Part::source, Part::encounter);
    final Shelf<Row> items = new Shelf<>(Row::key, row -> row.item().reference());
    final Map<Long, Instant> reporters = new HashMap<>();
    final Map<Long, Instant> newReporters = new HashMap<>();
    final Map<Place, Sum> sums = new HashMap<>();
    /** Of each event its documents by the position of their first version. */
    private final Map<String, TreeMap<Long, String>> events = new HashMap<>();

    private final Map<Long, Known.Resident> residents = new HashMap<>();
    private final Rulebook rules;
    private final ZoneId zone;

    Ledger(Rulebook rules, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /** A document as the tables have it. */
    void read(Document document) {
        if (documents.get(document.reference()) == null) {
            documents.read(document);
            enter(document);
        }
    }

    void take(Version version, Reading reading) {
        Instant online = reporters.computeIfAbsent(reading.institution(), institution -> {
            newReporters.put(institution, version.at());
            return version.at();
        });
        Set<Long> learnt = facts(version, reading);
        Set<String> encounters = parts(reading);
        document(version, reading, online);
        for (long resident : learnt) {
            for (Document document : List.copyOf(documents.of(resident))) {
                again(document.reference(), version);
            }
        }
        for (String encounter : encounters) {
            again(encounter, version);
        }
    }

    /** Keeps what is learnt of residents; answers of whom something else is known now. */
    private Set<Long> facts(Version version, Reading reading) {
        boolean patient = version.type().equals("Patient");
        if (!patient && !version.type().equals("Condition")) {
            return Set.of();
        }
        Set<Long> touched = new LinkedHashSet<>(List.of(version.resident()));
        Patient oldPatient = patient ? patients.get(version.reference()) : null;
        Diagnosis oldDiagnosis = patient ? null : diagnoses.get(version.reference());
        if (oldPatient != null) {
            touched.add(oldPatient.resident());
        }
        if (oldDiagnosis != null) {
            touched.add(oldDiagnosis.resident());
        }
        Map<Long, Known.Resident> before = touched.stream().collect(Collectors.toMap(r -> r, this::resident));
        if (patient) {
            keep(patients, version.reference(), reading.patient());
        } else {
            keep(diagnoses, version.reference(), reading.diagnosis());
        }
        touched.forEach(residents::remove);
        touched.removeIf(resident -> resident == 0 || resident(resident).equals(before.get(resident)));
        return touched;
    }

    private static <T> void keep(Shelf<T> shelf, String reference, @Nullable T row) {
        if (row != null) {
            shelf.put(row);
        } else if (shelf.get(reference) != null) {
            shelf.remove(reference);
        }
    }

    /** Answers the encounters that have other parts now. */
    private Set<String> parts(Reading reading) {
        Part old = parts.get(reading.reference());
        Part now = reading.part();
        if (Objects.equals(old, now)) {
            return Set.of();
        }
        keep(parts, reading.reference(), now);
        Set<String> touched = new LinkedHashSet<>();
        if (old != null) {
            touched.add(old.encounter());
        }
        if (now != null) {
            touched.add(now.encounter());
        }
        return touched;
    }

    private void document(Version version, Reading reading, Instant online) {
        Document old = documents.get(version.reference());
        if (old == null && reading.kind() == null) {
            return;
        }
        Set<String> others = new LinkedHashSet<>();
        if (old != null) {
            firstOf(old.event(), others);
            leave(old);
            firstOf(old.event(), others);
        }
        if (reading.kind() == null) {
            documents.remove(version.reference());
            count(old, null, version);
        } else {
            Document now = own(version, reading, old, online);
            firstOf(now.event(), others);
            enter(now);
            Document judged = shared(now, reading.kind());
            documents.put(judged);
            count(old, judged, version);
        }
        others.remove(version.reference());
        others.forEach(reference -> again(reference, version));
    }

    private void firstOf(@Nullable String event, Set<String> into) {
        TreeMap<Long, String> told = event == null ? null : events.get(event);
        if (told != null && !told.isEmpty()) {
            into.add(told.firstEntry().getValue());
        }
    }

    private void enter(Document document) {
        if (document.event() != null) {
            events.computeIfAbsent(document.event(), event -> new TreeMap<>())
                    .put(document.first(), document.reference());
        }
    }

    private void leave(Document document) {
        if (document.event() != null) {
            events.get(document.event()).remove(document.first());
        }
    }

    /** Judged by the rules that need nothing but the document. */
    private Document own(Version version, Reading reading, @Nullable Document old, Instant online) {
        KindRules kind = reading.kind();
        JsonNode body = version.body();
        Instant landed = old == null ? version.at() : old.landed();
        Subject subject = new Subject(body, reading.told(), landed, online, zone);
        long judged = 0;
        long failed = 0;
        String[] claims = null;
        for (int i = 0; i < kind.rules().size(); i++) {
            Compiled one = kind.rules().get(i);
            if (!one.asks(subject)) {
                continue;
            }
            switch (one.check()) {
                case Check.Own check -> {
                    Verdict verdict = check.judge(subject);
                    judged |= verdict == Verdict.SILENT ? 0 : 1L << i;
                    failed |= verdict == Verdict.FAILED ? 1L << i : 0;
                }
                case Check.Shared check -> {
                    String claim = check.claim(subject);
                    if (claim != null && (version.resident() != 0 || check instanceof SharedChecks.Expects)) {
                        claims = claims == null ? new String[kind.rules().size()] : claims;
                        claims[i] = claim;
                    }
                }
            }
        }
        List<@Nullable String> kept = claims == null ? List.of() : Arrays.asList(claims);
        String event = claims == null ? null : kind.event(kept);
        return new Document(
                version.reference(),
                version.resident(),
                reading.institution(),
                kind.kind().code(),
                old == null ? version.position() : old.first(),
                landed,
                version.position(),
                reading.told().map(Moment::day).orElse(null),
                month(subject),
                judged,
                failed,
                kept,
                event == null ? null : version.resident() + "|" + kind.kind().code() + "|" + event);
    }

    private static LocalDate month(Subject subject) {
        LocalDate landed = subject.landedOn();
        LocalDate day = subject.day();
        boolean possible = !day.isAfter(landed) && day.isAfter(landed.minusYears(OLDEST_YEARS));
        return (possible ? day : landed).withDayOfMonth(1);
    }

    private void again(String reference, Version cause) {
        Document old = documents.get(reference);
        if (old == null || old.claims().isEmpty()) {
            return;
        }
        Document now = shared(old, rules.kind(old.kind()).orElseThrow());
        if (now.judged() != old.judged() || now.failed() != old.failed()) {
            documents.put(now);
            count(old, now, cause);
        }
    }

    /** The document with its claims held against what is known now. */
    private Document shared(Document document, KindRules kind) {
        if (document.claims().isEmpty()) {
            return document;
        }
        boolean first = document.event() == null || events.get(document.event()).firstKey() == document.first();
        Set<String> here = parts.of(document.reference()).stream()
                .flatMap(part -> part.codes().stream())
                .collect(Collectors.toSet());
        Known known = new Known(resident(document.resident()), here, first);
        long judged = document.judged();
        long failed = document.failed();
        for (int i = 0; i < document.claims().size(); i++) {
            String claim = document.claims().get(i);
            if (claim != null && kind.rules().get(i).check() instanceof Check.Shared check) {
                Verdict verdict = check.judge(claim, known);
                long bit = 1L << i;
                judged = verdict == Verdict.SILENT ? judged & ~bit : judged | bit;
                failed = verdict == Verdict.FAILED ? failed | bit : failed & ~bit;
            }
        }
        return document.judged(judged, failed);
    }

    /** What all documents about a resident say together; of contradicting ones the newest holds. */
    private Known.Resident resident(long resident) {
        return resident == 0 ? Known.Resident.NOBODY : residents.computeIfAbsent(resident, this::known);
    }

    private Known.Resident known(long resident) {
        List<Patient> told = new ArrayList<>(patients.of(resident));
        told.sort(Comparator.comparingLong(Patient::position));
        String gender = "";
        LocalDate birth = null;
        LocalDate death = null;
        for (Patient one : told) {
            gender = one.gender().isEmpty() ? gender : one.gender();
            birth = one.birth() == null ? birth : one.birth();
            death = one.death() == null ? death : one.death();
        }
        return new Known.Resident(
                gender,
                birth,
                death,
                diagnoses.of(resident).stream()
                        .sorted(Comparator.comparing(Diagnosis::reference))
                        .map(one -> new Known.Diagnosis(one.code(), one.onset()))
                        .toList());
    }

    private void count(@Nullable Document old, @Nullable Document now, Version cause) {
        add(old, -1);
        add(now, 1);
        Set<String> failing = failing(now);
        for (String rule : failing) {
            open(now, rule, cause);
        }
        for (String rule : failing(old)) {
            if (!failing.contains(rule)) {
                mend(old.reference(), rule, cause);
            }
        }
    }

    private void add(@Nullable Document document, int sign) {
        if (document == null || document.judged() == 0) {
            return;
        }
        List<Compiled> all = rules.kind(document.kind()).orElseThrow().rules();
        for (int i = 0; i < all.size(); i++) {
            if ((document.judged() >> i & 1) == 1) {
                Sum sum = sum(
                        document.institution(),
                        document.kind(),
                        all.get(i).rule().code(),
                        document.month());
                sum.judged += sign;
                sum.failed += sign * (document.failed() >> i & 1);
            }
        }
    }

    private Sum sum(long institution, String kind, String rule, LocalDate month) {
        return sums.computeIfAbsent(new Place(institution, kind, rule, month), place -> new Sum());
    }

    private Set<String> failing(@Nullable Document document) {
        if (document == null || document.failed() == 0) {
            return Set.of();
        }
        List<Compiled> all = rules.kind(document.kind()).orElseThrow().rules();
        Set<String> failing = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if ((document.failed() >> i & 1) == 1) {
                failing.add(all.get(i).rule().code());
            }
        }
        return failing;
    }

    private void open(Document document, String rule, Version cause) {
        Row old = items.get(document.reference() + " " + rule);
        boolean still = old != null && old.item().mended().isEmpty();
        if (old != null && !still) {
            sum(old.item().institution(), old.item().kind(), rule, old.month()).mended--;
        }
        items.put(new Row(
                new Item(
                        document.institution(),
                        document.kind(),
                        rule,
                        document.reference(),
                        document.position(),
                        document.resident(),
                        Optional.ofNullable(document.day()),
                        still ? old.item().since() : cause.at(),
                        Optional.empty()),
                document.month(),
                still ? old.submission() : cause.submission()));
    }

    /** What comes and goes within one submission was never seen by anybody and is no mistake. */
    private void mend(String reference, String rule, Version cause) {
        Row row = Objects.requireNonNull(items.get(reference + " " + rule));
        if (row.submission() == cause.submission()) {
            items.remove(row.key());
            return;
        }
        Item item = row.item();
        items.put(new Row(
                new Item(
                        item.institution(),
                        item.kind(),
                        item.rule(),
                        item.reference(),
                        item.position(),
                        item.resident(),
                        item.day(),
                        item.since(),
                        Optional.of(cause.at())),
                row.month(),
                row.submission()));
        sum(item.institution(), item.kind(), rule, row.month()).mended++;
    }

    /** The day a Condition begins, as far as it says. */
    static @Nullable LocalDate onset(JsonNode body) {
        return Fields.day(body, "onsetDateTime", "onsetPeriod", "recordedDate").orElse(null);
    }

    /** Nothing of a document that was entered in error counts. */
    static boolean withdrawn(Version version) {
        return version.deleted()
                || Json.text(version.body(), "status").equals("entered-in-error")
                || Json.text(version.body(), "verificationStatus", "coding", "code")
                        .equals("entered-in-error");
    }
}
