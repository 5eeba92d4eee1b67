package org.liankang.web.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.Role;
import org.liankang.identity.device.Devices;
import org.liankang.record.feed.Followers;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * How long the first download of a team's panel takes, and how many devices can come at once; run by hand:
 * {@code -Dtest=OfflineSpeed -Dliankang.residents=2000 -Dliankang.devices=300}. Over HTTP, as devices do it; the many each
 * take one of twenty villages, unless {@code -Dliankang.whole=true} has each of them take the whole panel.
 */
@Tag("measure")
class OfflineSpeed {

    private static final int RESIDENTS = Integer.getInteger("liankang.residents", 2_000);
    private static final int DEVICES = Integer.getInteger("liankang.devices", 300);
    private static final boolean WHOLE = Boolean.getBoolean("liankang.whole");
    private static final int VILLAGES = 20;
    private static final int VISITS = 12;
    private static final int IN_A_BUNDLE = 10;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RunningPlatform platform = RunningPlatform.shared();
    private final AtomicInteger resources = new AtomicInteger();

    @Test
    void a_teams_panel_and_many_devices_at_once() throws Exception {
        long began = System.nanoTime();
        for (int first = 1; first <= RESIDENTS; first += IN_A_BUNDLE) {
            ArrayNode entries = Json.array();
            for (int number = first; number < first + IN_A_BUNDLE; number++) {
                resident(entries, number);
            }
            var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
            bundle.set("entry", entries);
            assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                    .isTrue();
        }
        assertThat(platform.bean(Followers.class).awaitCaughtUp(Duration.ofMinutes(20)))
                .isEmpty();
        System.out.printf(
                "SPEED %,d residents with %,d resources entered and read by all books in %.1f s%n",
                RESIDENTS, resources.get(), seconds(began));
        Account doctor = platform.bean(Accounts.class).byLogin("doctor").orElseThrow();
        for (int round = 1; round <= 3; round++) {
            var device = platform.bean(Devices.class)
                    .register(doctor, "speed", "", List.of())
                    .orElseThrow();
            double cpu = cpu();
            long start = System.nanoTime();
            Fetched fetched = fetch(device.token());
            System.out.printf(
                    "SPEED one device, round %d: %,d residents in %d pages, %,d bytes as gzip, %,d plain, %.2f s, %.2f s CPU of this JVM%n",
                    round,
                    fetched.residents(),
                    fetched.pages(),
                    fetched.packed(),
                    fetched.plain(),
                    seconds(start),
                    cpu() - cpu);
            platform.bean(Devices.class).withdraw(device.device(), doctor);
        }
        many();
    }

    private void many() throws InterruptedException {
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < DEVICES; at++) {
            String login = "speed" + at / Devices.MOST_OF_ACCOUNT;
            var accounts = platform.bean(Accounts.class);
            Account account = accounts.byLogin(login)
                    .orElseGet(() -> accounts.create(
                            new Accounts.Draft(
                                    login, login, Role.FAMILY_DOCTOR, SmallDistrict.CENTRE, false, "", "", "zh"),
                            "a-password-of-" + login));
            List<String> villages = WHOLE ? List.of() : List.of(village(at));
            tokens.add(platform.bean(Devices.class)
                    .register(account, "speed", "", villages)
                    .orElseThrow()
                    .token());
        }
        AtomicInteger failed = new AtomicInteger();
        AtomicLong residents = new AtomicLong();
        double[] took = new double[DEVICES];
        double cpu = cpu();
        long start = System.nanoTime();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int at = 0; at < DEVICES; at++) {
                int device = at;
                all.add(pool.submit(() -> {
                    long begin = System.nanoTime();
                    residents.addAndGet(fetch(tokens.get(device)).residents());
                    took[device] = seconds(begin);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                try {
                    one.get();
                } catch (ExecutionException failure) {
                    failed.incrementAndGet();
                    System.out.println("SPEED failed: " + failure.getCause());
                }
            }
        }
        Arrays.sort(took);
        System.out.printf(
                "SPEED %d devices at once: %,d residents handed out, %d failed, %.1f s in all, half of the devices within %.1f s, the last after %.1f s, %.1f s CPU of this JVM%n",
                DEVICES,
                residents.get(),
                failed.get(),
                seconds(start),
                took[DEVICES / 2],
                took[DEVICES - 1],
                cpu() - cpu);
        assertThat(failed.get()).isZero();
    }

    private record Fetched(int residents, int pages, long packed, long plain) {}

    private Fetched fetch(String token) throws IOException, InterruptedException {
        int residents = 0;
        int pages = 0;
        long packed = 0;
        long plain = 0;
        long at = 0;
        boolean more = true;
        while (more) {
            HttpResponse<byte[]> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(platform.address() + "/api/offline/panel?at=" + at))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("answered " + answer.statusCode());
            }
            byte[] body = answer.body();
            packed += body.length;
            if (answer.headers().firstValue("Content-Encoding").isPresent()) {
                try (InputStream unpacked = new GZIPInputStream(new java.io.ByteArrayInputStream(body))) {
                    body = unpacked.readAllBytes();
                }
            }
            plain += body.length;
            JsonNode page = Json.parse(body);
            residents += page.path("residents").size();
            pages++;
            at = page.path("at").asLong();
            more = page.path("more").asBoolean();
        }
        return new Fetched(residents, pages, packed, plain);
    }

    private void resident(ArrayNode entries, int number) {
        LocalDate today = SmallDistrict.TODAY;
        String id = "speed-" + number;
        put(entries, "Patient", id, """
                {'identifier':[{'system':'urn:speed','value':'%s'}],'name':[{'text':'测%d'}],'gender':'%s','birthDate':'%s',
                 'address':[{'text':'南门街道%s%d号','extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}],
                 'managingOrganization':{'reference':'Organization/centre'}}""".formatted(
                        id,
                        number,
                        number % 2 == 0 ? "male" : "female",
                        today.minusYears(50 + number % 40),
                        village(number),
                        number));
        for (String code : List.of("I10.x00x002", "E11.900")) {
            put(entries, "Condition", id + "-" + code.substring(0, 3), """
                    {'subject':{'reference':'Patient/%s'},
                     'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                     'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                     'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'%s'}]},'onsetDateTime':'%s'}""".formatted(id, code, today.minusYears(4)));
        }
        put(entries, "AllergyIntolerance", id + "-allergy", """
                {'patient':{'reference':'Patient/%s'},'code':{'text':'青霉素'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}""".formatted(id));
        put(entries, "MedicationRequest", id + "-drug", """
                {'status':'active','intent':'order','subject':{'reference':'Patient/%s'},'authoredOn':'%s',
                 'medicationCodeableConcept':{'text':'氨氯地平片 5mg'},'dosageInstruction':[{'text':'每日1次'}]}""".formatted(id, today.minusMonths(3)));
        for (int visit = 0; visit < VISITS; visit++) {
            visit(entries, id, visit, today.minusMonths(3L * visit).minusDays(95));
        }
    }

    private void visit(ArrayNode entries, String resident, int visit, LocalDate day) {
        String id = resident + "-v" + visit;
        put(entries, "Encounter", id, """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(resident, day, day));
        put(entries, "Observation", id + "-bp", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'effectiveDateTime':'%s',
                 'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(resident, id, day, 128 + visit, 78 + visit));
        measured(entries, resident, id, "8867-4", "/min", 70 + visit, day);
        measured(entries, resident, id, "29463-7", "kg", 60 + visit, day);
        put(entries, "QuestionnaireResponse", id + "-form", """
                {'questionnaire':'urn:liankang:form:hypertension-followup','status':'completed',
                 'subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},'authored':'%s',
                 'item':[{'linkId':'complaints','item':[{'linkId':'symptoms','answer':[{'valueCoding':{'system':'urn:liankang:answer','code':'none'}}]}]},
                         {'linkId':'treatment','item':[{'linkId':'adherence','answer':[{'valueCoding':{'system':'urn:liankang:answer','code':'regular'}}]}]}]}""".formatted(resident, id, day));
    }

    private void measured(
            ArrayNode entries, String resident, String visit, String code, String unit, int value, LocalDate day) {
        put(entries, "Observation", visit + "-" + code, """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},'effectiveDateTime':'%s',
                 'valueQuantity':{'value':%d,'unit':'%s','system':'http://unitsofmeasure.org','code':'%s'}}""".formatted(resident, visit, code, day, value, unit, unit));
    }

    private static String village(int number) {
        return "第" + (1 + number % VILLAGES) + "村";
    }

    private void put(ArrayNode entries, String type, String id, String quoted) {
        resources.incrementAndGet();
        var resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        var entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
