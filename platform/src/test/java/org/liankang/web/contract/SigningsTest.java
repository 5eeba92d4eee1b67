package org.liankang.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Records;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Signings;
import org.liankang.uses.contract.Signings.Outcome;
import org.liankang.uses.contract.Teams;
import org.liankang.uses.contract.Wish;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;

/** The life of a contract, in the whole platform: what is signed is in the record, and the book reads it from there. */
class SigningsTest {

    private static final LocalDate TODAY = SmallDistrict.TODAY;
    private static final LocalDate YEAR_END = TODAY.withMonth(12).withDayOfMonth(31);
    private static final String STROKES = "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L119 70";
    private static final Wish.Agreed DRAWN = new Wish.Agreed("drawn", STROKES, "", "");

    private static RunningPlatform platform;
    private static Signings signings;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        SignedDistrict.enter(platform);
        signings = platform.bean(Signings.class);
    }

    private static Person person(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst();
    }

    private static Institution centre(String code) {
        return platform.bean(Institutions.class).byCode(code).orElseThrow();
    }

    private static Wish wish(
            Wish.Kind kind, String name, String team, LocalDate starts, LocalDate ends, Wish.Agreed agreed) {
        String code = team.equals("other-team") ? SmallDistrict.OTHER_CENTRE : SmallDistrict.CENTRE;
        return new Wish(
                kind, person(name), centre(code), Optional.of("doctor"), team, List.of("basic"), starts, ends, agreed);
    }

    private static Outcome sign(Wish wish) {
        return signings.sign("doctor", UUID.randomUUID().toString(), wish);
    }

    private static String signed(Wish wish) {
        return assertThatStored(sign(wish));
    }

    private static String assertThatStored(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Stored.class);
        platform.caughtUp();
        return ((Outcome.Stored) outcome).contract();
    }

    private static List<String> refusals(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var findings)
                ? findings.stream().map(Finding::code).toList()
                : List.of(outcome.toString());
    }

    private static List<Contract> all(String name) {
        return platform.bean(Contracts.class).all(person(name).id());
    }

    @Test
    void a_contract_is_signed_renewed_moved_and_dissolved() {
        String first = signed(wish(Wish.Kind.FIRST, "施国强", "team", TODAY, YEAR_END, DRAWN));
        assertThat(all("施国强")).singleElement().satisfies(contract -> {
            assertThat(contract.id()).isEqualTo(first);
            assertThat(contract.signed()).isEqualTo(TODAY);
            assertThat(contract.consent()).startsWith("Consent/");
            assertThat(signings.consent(contract)
                            .orElseThrow()
                            .signature()
                            .orElseThrow()
                            .strokes())
                    .isEqualTo(STROKES);
        });
        assertThat(platform.bean(Contracts.class).promises(person("施国强").id(), TODAY.getYear()))
                .extracting(org.liankang.uses.contract.Promise::item)
                .containsExactly("hypertension-exam", "hypertension-followup");
        assertThat(refusals(sign(wish(Wish.Kind.FIRST, "施国强", "team", TODAY.plusDays(3), YEAR_END, DRAWN))))
                .containsExactly("contract-overlaps");

        String second = signed(wish(Wish.Kind.TRANSFER, "施国强", "other-team", TODAY.plusDays(1), YEAR_END, DRAWN));
        assertThat(all("施国强"))
                .extracting(Contract::id, Contract::ends, Contract::ending, Contract::follows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(second, YEAR_END, "", "Contract/" + first),
                        org.assertj.core.groups.Tuple.tuple(first, TODAY, "transfer", ""));

        var people = person("施国强");
        assertThat(refusals(signings.dissolve(
                        "doctor", "x", people, centre(SmallDistrict.CENTRE), second, "resident-wish", "")))
                .containsExactly("contract-not-yours");
        assertThat(refusals(signings.dissolve(
                        "doctor", "x", people, centre(SmallDistrict.OTHER_CENTRE), second, "boredom", "")))
                .containsExactly("contract-reason-missing");
        assertThatStored(signings.dissolve(
                "doctor",
                UUID.randomUUID().toString(),
                people,
                centre(SmallDistrict.OTHER_CENTRE),
                second,
                "resident-wish",
                "换了住处"));
        // It had not begun: nothing is left of it but its document.
        assertThat(all("施国强")).extracting(Contract::id).containsExactly(first);
        var body = platform.bean(Records.class)
                .read("Contract", second)
                .orElseThrow()
                .body();
        assertThat(Json.text(body, "status")).isEqualTo("cancelled");
        assertThat(Json.text(body, "extension", "valueCodeableConcept", "text")).isEqualTo("换了住处");
    }

    @Test
    void the_same_page_sent_twice_is_signed_once_also_at_the_same_moment() {
        var wish = wish(Wish.Kind.FIRST, "吕小红", "team", TODAY, YEAR_END, DRAWN);
        String form = UUID.randomUUID().toString();
        List<Outcome> outcomes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> signings.sign("doctor", form, wish)))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(outcomes).hasSize(4).allSatisfy(one -> assertThat(one).isInstanceOf(Outcome.Stored.class));
        platform.caughtUp();
        assertThat(all("吕小红")).hasSize(1);
        assertThat(refusals(
                        signings.sign("doctor", form, wish(Wish.Kind.FIRST, "李秀英", "team", TODAY, YEAR_END, DRAWN))))
                .containsExactly("contract-form-used");

        String contract = all("吕小红").getFirst().id();
        assertThat(refusals(sign(wish(Wish.Kind.TRANSFER, "吕小红", "team", TODAY.plusDays(1), YEAR_END, DRAWN))))
                .containsExactly("contract-team-same");
        LocalDate january = YEAR_END.plusDays(1);
        boolean early = january.isAfter(TODAY.plusDays(60));
        Outcome renewal = sign(wish(
                Wish.Kind.RENEWAL, "吕小红", "team", january, january.withMonth(12).withDayOfMonth(31), DRAWN));
        if (early) {
            assertThat(refusals(renewal)).containsExactly("contract-too-early");
        } else {
            assertThatStored(renewal);
            assertThat(all("吕小红"))
                    .hasSize(2)
                    .first()
                    .satisfies(one -> assertThat(one.follows()).isEqualTo("Contract/" + contract));
        }
        assertThatStored(signings.dissolve(
                "doctor",
                UUID.randomUUID().toString(),
                person("吕小红"),
                centre(SmallDistrict.CENTRE),
                contract,
                "moved-away",
                ""));
        assertThat(all("吕小红").getLast())
                .satisfies(one -> assertThat(one.ends()).isEqualTo(TODAY))
                .satisfies(one -> assertThat(one.ending()).isEqualTo("moved-away"));
        assertThat(refusals(signings.dissolve(
                        "doctor", "y", person("吕小红"), centre(SmallDistrict.CENTRE), contract, "moved-away", "")))
                .containsExactly("contract-not-running");
    }

    @Test
    void what_cannot_be_signed_is_refused_with_its_reasons() {
        assertThat(refusals(sign(wish(Wish.Kind.FIRST, "孔令仪", "team", TODAY, YEAR_END, DRAWN))))
                .containsExactly("contract-resident-dead");
        assertThat(refusals(sign(wish(Wish.Kind.FIRST, "章远", "team", TODAY, YEAR_END, DRAWN))))
                .containsExactly("contract-resident-elsewhere");
        var nothing = new Wish.Agreed("drawn", "M1 1", "", "");
        assertThat(refusals(sign(wish(Wish.Kind.FIRST, "李秀英", "other-team", TODAY, YEAR_END, nothing))))
                .containsExactly("contract-signature-missing");
        var paper = new Wish.Agreed("paper", "", " ", "");
        assertThat(refusals(
                        sign(wish(Wish.Kind.FIRST, "李秀英", "nobody", TODAY.minusDays(1), TODAY.minusDays(2), paper))))
                .containsExactly(
                        "contract-team-unknown",
                        "contract-period-reversed",
                        "contract-begins-before-signed",
                        "contract-paper-missing");
        assertThat(refusals(sign(wish(
                        Wish.Kind.RENEWAL,
                        "李秀英",
                        "team",
                        TODAY.plusDays(61),
                        TODAY.plusDays(61).plusYears(3),
                        new Wish.Agreed("", "", "", "")))))
                .containsExactly(
                        "contract-period-too-long",
                        "contract-too-early",
                        "contract-not-running",
                        "contract-consent-missing");
        var gold = new Wish(
                Wish.Kind.FIRST,
                person("李秀英"),
                centre(SmallDistrict.CENTRE),
                Optional.empty(),
                "team",
                List.of("gold"),
                null,
                YEAR_END,
                DRAWN);
        assertThat(refusals(sign(gold))).containsExactly("contract-package-unknown", "contract-period-missing");
    }

    @Test
    void a_team_is_written_by_its_own_centre_and_a_page_read_before_a_change_does_not_undo_it() {
        var teams = platform.bean(Teams.class);
        var centre = centre(SmallDistrict.CENTRE);
        var before = teams.find("second-team", centre).orElseThrow();
        assertThat(before.mixed()).isFalse();
        assertThat(teams.find("other-team", centre)).isEmpty();

        var mixed = new Teams.Sheet(
                before.id(),
                before.version(),
                "南门第二团队",
                true,
                List.of(
                        new Teams.Member(SmallDistrict.DOCTOR, "general", ""),
                        new Teams.Member("330203100077", "specialist", "")),
                List.of("330203001"));
        assertThatStored(teams.write("doctor", UUID.randomUUID().toString(), centre, mixed));
        assertThat(teams.find("second-team", centre).orElseThrow())
                .satisfies(sheet -> assertThat(sheet.mixed()).isTrue())
                .satisfies(sheet -> assertThat(sheet.members())
                        .extracting(Teams.Member::name)
                        .containsExactly("周敏", "方专家"));
        assertThat(platform.bean(Contracts.class).team("second-team").orElseThrow())
                .satisfies(team -> assertThat(team.divisions()).containsExactly("330203001"))
                .satisfies(team -> assertThat(team.leader()).isEqualTo("Practitioner/doctor"));

        assertThat(teams.write("doctor", UUID.randomUUID().toString(), centre, mixed))
                .isInstanceOf(Outcome.NotTaken.class);
        var wrong = new Teams.Sheet(
                "",
                0,
                " ",
                true,
                List.of(new Teams.Member("1", "", ""), new Teams.Member("1", "", "")),
                List.of("999999999"));
        assertThat(refusals(teams.write("doctor", "z", centre(SmallDistrict.HOSPITAL), wrong)))
                .containsExactly(
                        "team-not-primary",
                        "team-name-missing",
                        "team-member-unknown",
                        "team-member-twice",
                        "team-division-unknown");
    }
}
