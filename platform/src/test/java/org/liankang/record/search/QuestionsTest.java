package org.liankang.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.record.search.Question.Include;
import org.liankang.record.search.Question.Order;
import org.liankang.record.search.Question.Total;
import org.liankang.record.search.Questions.Pair;
import org.liankang.record.search.Questions.Reading;

/** How searches are read, and how they are refused. */
class QuestionsTest {

    private static final Set<String> CODES =
            Set.of("search-parameter-unknown", "search-modifier-unsupported", "search-value-invalid");
    private static final Setting STRICT = Setting.strict(Instant.parse("2024-06-01T00:00:00Z"));
    private static final Setting LENIENT = new Setting(true, STRICT.now(), "", Set.of("_cursor"));

    private final Parameters parameters = SearchFixtures.withNational();
    private final Questions questions = new Questions(parameters, Terms.NONE);
    private final Matching matching = new Matching(parameters);

    private Question understood(String type, String... pairs) {
        Reading reading = questions.read(type, pairs(pairs), STRICT);
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).question();
    }

    private static List<Pair> pairs(String... pairs) {
        List<Pair> all = new ArrayList<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            all.add(new Pair(pair.substring(0, equals), pair.substring(equals + 1)));
        }
        return all;
    }

    @Test
    void a_search_that_asks_nothing_is_met_by_all() {
        Question question = understood("Patient");
        assertThat(question.query()).isEqualTo(Query.all());
        assertThat(question.count()).isEqualTo(50);
        assertThat(question.total()).isEqualTo(Total.ACCURATE);
        assertThat(question.order()).isEmpty();
    }

    @Test
    void order_count_total_and_what_comes_along_are_read() {
        Question question = understood(
                "Observation",
                "_sort=-date,code,_id",
                "_count=7",
                "_total=none",
                "_include=Observation:subject:Patient",
                "_include:iterate=Patient:general-practitioner",
                "_include=*",
                "_revinclude=Provenance:target",
                "_revinclude:iterate=AuditEvent:*");
        assertThat(question.order())
                .containsExactly(new Order("date", true), new Order("code", false), new Order("_id", false));
        assertThat(question.count()).isEqualTo(7);
        assertThat(question.total()).isEqualTo(Total.NONE);
        assertThat(question.includes())
                .containsExactly(
                        new Include("Observation", "subject", "Patient", false, false),
                        new Include("Patient", "general-practitioner", "", false, true),
                        new Include("Observation", "*", "", false, false),
                        new Include("Provenance", "target", "", true, false),
                        new Include("AuditEvent", "*", "", true, true));
    }

    @Test
    void a_summary_of_the_count_wants_no_matches() {
        Question question = understood("Patient", "_summary=count", "_total=none", "_count=20");
        assertThat(question.count()).isZero();
        assertThat(question.total()).isEqualTo(Total.ACCURATE);
        assertThat(understood("Patient", "_count=5000").count()).isEqualTo(1000);
    }

    @Test
    void what_was_recorded_when_is_a_point() {
        long day = Instant.parse("2024-05-05T16:00:00Z").toEpochMilli();
        assertThat(understood("Patient", "_lastUpdated=ge2024-05-06").query())
                .isEqualTo(new Query.Updated(day, Long.MAX_VALUE));
        assertThat(understood("Patient", "_lastUpdated=2024-05-06").query())
                .isEqualTo(new Query.Updated(day, day + 86_400_000 - 1));
        assertThat(understood("Patient", "_lastUpdated=gt2024-05-06T00:00:00+08:00")
                        .query())
                .isEqualTo(new Query.Updated(day + 1000, Long.MAX_VALUE));
    }

    @Test
    void chains_name_the_types_they_go_through() {
        assertThat(understood("Observation", "subject:Patient.organization.name=a")
                        .query())
                .isEqualTo(new Query.Refers(
                        "Observation",
                        "subject",
                        "Patient",
                        new Query.Refers(
                                "Patient",
                                "organization",
                                "Organization",
                                new Query.Phrase(Tokens.key("Organization", "name"), "a", Query.Place.BEGIN))));
    }

    @Test
    void a_chain_without_a_type_goes_to_all_that_know_the_parameter() {
        Query query = understood("Observation", "subject.identifier=x").query();
        assertThat(query).isInstanceOf(Query.Any.class);
        assertThat(((Query.Any) query).of())
                .extracting(one -> ((Query.Refers) one).target())
                .containsExactly("Device", "Group", "Location", "Patient");
        assertThat(understood("Observation", "subject.birthdate=1990").query())
                .isInstanceOfSatisfying(
                        Query.Refers.class,
                        refers -> assertThat(refers.target()).isEqualTo("Patient"));
    }

    @Test
    void reverse_chains_nest() {
        assertThat(understood("Patient", "_has:Observation:patient:_has:Provenance:target:agent=Practitioner/1")
                        .query())
                .usingRecursiveComparison()
                .isEqualTo(new Query.ReferredBy(
                        "Observation",
                        "patient",
                        "Patient",
                        new Query.ReferredBy("Provenance", "target", "Observation", new Query.AnyToken(new long[] {
                            Tokens.of("Provenance", "agent", "Practitioner/1")
                        }))));
    }

    @Test
    void a_list_finds_its_members() {
        assertThat(understood("Patient", "_list=7").query())
                .isEqualTo(new Query.ReferredBy("List", "item", "Patient", new Query.Ids(Set.of("7"))));
    }

    @Test
    void chains_are_followed_among_the_resources_at_hand() {
        var patient = seen("Patient", """
                {"resourceType": "Patient", "id": "p", "name": [{"text": "王"}]}""");
        var other = seen("Patient", """
                {"resourceType": "Patient", "id": "q", "name": [{"text": "李"}]}""");
        var observation = seen("Observation", """
                {"resourceType": "Observation", "id": "o", "subject": {"reference": "Patient/p"}, "status": "final"}""");
        var links = matching.among(Map.of("Patient", List.of(patient, other), "Observation", List.of(observation)));
        Query chain = understood("Observation", "subject:Patient.name=王").query();
        assertThat(matching.matches(chain, observation, links)).isTrue();
        Query no = understood("Observation", "subject:Patient.name=李").query();
        assertThat(matching.matches(no, observation, links)).isFalse();
        Query has =
                understood("Patient", "_has:Observation:patient:status=final").query();
        assertThat(matching.matches(has, patient, links)).isTrue();
        assertThat(matching.matches(has, other, links)).isFalse();
    }

    private Matching.Seen seen(String type, String json) {
        var resource = Json.parse(json);
        return new Matching.Seen(resource.path("id").asString(), parameters.index(type, resource, Map.of()), 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "search-parameter-unknown Patient nothing=1",
                "search-parameter-unknown Patient nothing:exact=1",
                "search-parameter-unknown Patient _query=1",
                "search-modifier-unsupported Observation value-quantity:text=1",
                "search-value-invalid Location near=1",
                "search-value-invalid Location near=91|2|3|km",
                "search-value-invalid Location near=1|181|3|km",
                "search-value-invalid Location near=1|2|3|kg",
                "search-value-invalid Location near=1|2|-3|km",
                "search-value-invalid Location near=1|2|x|km",
                "search-value-invalid Location near=1|2|3|km|4",
                "search-modifier-unsupported Patient _content:exact=a",
                "search-parameter-unknown Observation subject.nothing=1",
                "search-parameter-unknown Observation code.name=1",
                "search-parameter-unknown Patient _has:Observation:code:status=final",
                "search-modifier-unsupported Patient name:text=1",
                "search-modifier-unsupported Observation status:text=1",
                "search-modifier-unsupported Observation code:exact=1",
                "search-modifier-unsupported Observation date:exact=2024",
                "search-modifier-unsupported Observation subject:Encounter=1",
                "search-modifier-unsupported Observation subject:Encounter.status=1",
                "search-modifier-unsupported Observation value-quantity:not=1",
                "search-modifier-unsupported Observation code-value-quantity:missing=true",
                "search-modifier-unsupported Patient _lastUpdated:missing=true",
                "search-modifier-unsupported Patient _id:exact=1",
                "search-modifier-unsupported Patient _profile:contains=1",
                "search-value-invalid Patient name=",
                "search-value-invalid Patient name=a,,b",
                "search-value-invalid Patient birthdate=x",
                "search-value-invalid Patient birthdate=gt",
                "search-value-invalid Patient birthdate=2024-02-30",
                "search-value-invalid Patient birthdate=zz2024",
                "search-value-invalid Patient active:missing=yes",
                "search-value-invalid Observation value-quantity=5,4x",
                "search-value-invalid Observation value-quantity=1e999999999",
                "search-value-invalid Observation value-quantity=5|mg",
                "search-value-invalid Observation value-quantity=5|urn:x|",
                "search-value-invalid Observation value-quantity=.5",
                "search-value-invalid Observation code=|",
                "search-value-invalid Observation code=a|b|c",
                "search-value-invalid Observation code:in=urn:unknown",
                "search-value-invalid Observation code:below=a",
                "search-value-invalid Observation code:of-type=a|b",
                "search-value-invalid Observation subject=Patient/1/_history/2",
                "search-value-invalid Observation code-value-quantity=a",
                "search-value-invalid Observation code-value-quantity=a$",
                "search-value-invalid Observation code-value-quantity=a$b$c",
                "search-value-invalid Observation component-code-value-quantity=urn:x|$5",
                "search-value-invalid Patient _profile:below=urn:oid:1",
                "search-value-invalid Patient _count=-1",
                "search-value-invalid Patient _sort=nothing",
                "search-value-invalid Observation _sort=code-value-quantity",
                "search-value-invalid Patient _total=some",
                "search-value-invalid Patient _summary=yes",
                "search-value-invalid Patient _include=Patient",
                "search-value-invalid Patient _include=Patient:name",
                "search-value-invalid Patient _has:Observation=1",
                "search-value-invalid Patient _has:Nothing:patient:code=1",
                "search-value-invalid Patient _has:Observation:encounter:code=1",
                "search-value-invalid Patient _list=$current-problems",
                "search-value-invalid Patient _contained=true",
                "search-value-invalid Provenance target.status=1",
                "search-value-invalid Patient link.link.link.link.link.link.link.name=a"
            })
    void what_is_not_understood_is_refused_by_name(String code, String type, String pair) {
        assertThat(refused(type, pairs(pair)))
                .hasSize(1)
                .first()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "search-parameter-unknown # Patient # _filter=nothing eq 1",
                "search-modifier-unsupported # Patient # _filter=name gt a",
                "search-modifier-unsupported # Patient # _filter=gender co a",
                "search-modifier-unsupported # Patient # _filter=birthdate in a",
                "search-modifier-unsupported # Patient # _filter=name:exact eq a",
                "search-modifier-unsupported # Patient # _filter=link[type eq a].other pr true",
                "search-value-invalid # Patient # _filter=1",
                "search-value-invalid # Patient # _filter=name xx a",
                "search-value-invalid # Patient # _filter=name eq",
                "search-value-invalid # Patient # _filter=name eq \"a",
                "search-value-invalid # Patient # _filter=(name eq a",
                "search-value-invalid # Patient # _filter=name eq a)",
                "search-value-invalid # Patient # _filter=name eq a and",
                "search-value-invalid # Patient # _filter=name eq \"\\q\"",
                "search-value-invalid # Patient # _filter=birthdate eq x",
                "search-value-invalid # Patient # _filter=active pr yes",
                "search-value-invalid # Patient # _content=(a",
                "search-value-invalid # Patient # _content=a or",
                "search-value-invalid # Patient # _content=a)",
                "search-value-invalid # Patient # _content=!!",
                "search-value-invalid # Patient # _text=--"
            })
    void a_filter_or_words_not_understood_are_refused_by_name(String code, String type, String pair) {
        what_is_not_understood_is_refused_by_name(code, type, pair);
    }

    @Test
    void filters_are_bounded() {
        assertThat(refused("Patient", pairs("_filter=" + "(".repeat(30) + "name eq a" + ")".repeat(30))))
                .hasSize(1);
        assertThat(refused("Patient", pairs("_filter=name eq a" + " or name eq a".repeat(60))))
                .hasSize(1);
        assertThat(refused("Patient", pairs("_filter=name eq " + "a".repeat(5_000))))
                .hasSize(1);
        assertThat(refused("Patient", pairs("_content=" + "血糖".repeat(30)))).hasSize(1);
    }

    @Test
    void a_filter_goes_through_references() {
        assertThat(understood("Observation", "_filter=subject:Patient.name co \"小\"")
                        .query())
                .isEqualTo(new Query.Refers(
                        "Observation",
                        "subject",
                        "Patient",
                        new Query.Phrase(Tokens.key("Patient", "name"), "小", Query.Place.ANYWHERE)));
        assertThat(understood("Patient", "_filter=_has:Observation:patient:status eq final")
                        .query())
                .isInstanceOf(Query.ReferredBy.class);
    }

    @Test
    void stars_bring_along_whatever_refers_or_is_referred_to() {
        assertThat(understood("Patient", "_revinclude=*", "_include:iterate=*").includes())
                .containsExactly(new Include("*", "*", "", true, false), new Include("*", "*", "", false, true));
    }

    private List<Finding> refused(String type, List<Pair> pairs) {
        Reading reading = questions.read(type, pairs, STRICT);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).findings();
    }

    @Test
    void everything_wrong_is_told_at_once_and_what_was_written_is_not_repeated() {
        List<Finding> findings = refused("Patient", pairs("nothing=1", "name:text=2", "birthdate=330203199001011234"));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("search-parameter-unknown", "search-modifier-unsupported", "search-value-invalid");
        assertThat(findings.toString()).doesNotContain("330203199001011234");
    }

    @Test
    void lenient_handling_leaves_out_what_it_does_not_know_and_says_so() {
        Reading reading =
                questions.read("Patient", pairs("nothing=1", "name:text=2", "gender=male", "_cursor=x"), LENIENT);
        assertThat(reading).isInstanceOfSatisfying(Reading.Understood.class, understood -> {
            assertThat(understood.ignored())
                    .extracting(Finding::code)
                    .containsExactly("search-parameter-unknown", "search-modifier-unsupported");
            assertThat(understood.ignored()).noneMatch(Finding::refuses);
            assertThat(understood.question().query()).isInstanceOf(Query.AnyToken.class);
        });
    }

    @Test
    void lenient_handling_does_not_guess_at_values() {
        assertThat(questions.read("Patient", pairs("birthdate=x"), LENIENT)).isInstanceOf(Reading.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51})
    void fifty_parameters_are_enough(int parameters) {
        Reading reading =
                questions.read("Patient", Collections.nCopies(parameters, new Pair("gender", "male")), STRICT);
        assertThat(reading instanceof Reading.Understood).isEqualTo(parameters <= 50);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void two_hundred_values_are_enough(int values) {
        String value = String.join(",", Collections.nCopies(values, "a"));
        Reading reading = questions.read("Patient", List.of(new Pair("identifier", value)), STRICT);
        assertThat(reading instanceof Reading.Understood).isEqualTo(values <= 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 2001})
    void two_thousand_characters_are_enough(int length) {
        Reading reading = questions.read("Patient", List.of(new Pair("name", "a".repeat(length))), STRICT);
        assertThat(reading instanceof Reading.Understood).isEqualTo(length <= 2000);
    }

    @Test
    void a_search_does_not_grow_beyond_a_hundred_thousand_values() {
        String ids = String.join(",", Collections.nCopies(200, "a"));
        List<Pair> few = Collections.nCopies(3, new Pair("focus", ids));
        List<Pair> many = Collections.nCopies(4, new Pair("focus", ids));
        assertThat(questions.read("Observation", few, STRICT)).isInstanceOf(Reading.Understood.class);
        assertThat(refused("Observation", many)).extracting(Finding::code).containsOnly("search-value-invalid");
    }

    @Property(tries = 3000)
    void whatever_is_written_is_read_or_refused_with_a_code(@ForAll("pairs") List<Pair> pairs) {
        Reading reading = questions.read("Observation", pairs, STRICT);
        if (reading instanceof Reading.Refused(List<Finding> findings)) {
            assertThat(findings).isNotEmpty().allMatch(finding -> CODES.contains(finding.code()));
        }
    }

    /** Names that begin like real ones, and values with everything that means something. */
    @Provide
    Arbitrary<List<Pair>> pairs() {
        Arbitrary<String> known = Arbitraries.of(parameters.of("Observation").keySet())
                .list()
                .ofSize(1)
                .map(List::getFirst);
        Arbitrary<String> special = Arbitraries.of(
                "_id",
                "_lastUpdated",
                "_has:Observation:patient:code",
                "_has:",
                "_sort",
                "_count",
                "_include",
                "_revinclude",
                "_list",
                "subject.name",
                "subject:Patient.name",
                "patient._has:Group:member:_id");
        Arbitrary<String> modifier = Arbitraries.of(
                "",
                "",
                "",
                ":exact",
                ":contains",
                ":missing",
                ":not",
                ":in",
                ":not-in",
                ":above",
                ":below",
                ":of-type",
                ":identifier",
                ":Patient",
                ":text",
                ":iterate",
                ":",
                "::",
                ".",
                ".name",
                ".:");
        Arbitrary<String> name = Combinators.combine(
                        Arbitraries.oneOf(known, special, Arbitraries.strings().ofMaxLength(20)), modifier)
                .as((a, b) -> a + b);
        Arbitrary<String> value = Arbitraries.of(
                        "a",
                        "1",
                        "5.4",
                        "-0",
                        "1e300",
                        "2024",
                        "2024-02-29T10:00Z",
                        "gt",
                        "ne",
                        "ap",
                        "|",
                        "$",
                        ",",
                        "\\",
                        "http://a.b/c",
                        "Patient/1",
                        "é",
                        "王",
                        " ",
                        "\u0000",
                        "\ud800",
                        ":",
                        "true",
                        "_history/")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Combinators.combine(
                        name, Arbitraries.oneOf(value, Arbitraries.strings().ofMaxLength(30)))
                .as(Pair::new)
                .list()
                .ofMaxSize(4);
    }
}
