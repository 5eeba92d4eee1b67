package org.liankang.record.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operation {@code $validate-code}, on a code system and on a value set. */
final class CodeChecks {

    private static final Set<String> CODE_SYSTEM =
            Set.of("url", "codeSystem", "code", "version", "display", "coding", "codeableConcept", "displayLanguage");
    private static final Set<String> VALUE_SET = Set.of(
            "url",
            "valueSet",
            "valueSetVersion",
            "code",
            "system",
            "systemVersion",
            "display",
            "coding",
            "codeableConcept",
            "displayLanguage",
            "inferSystem");

    /** A code as it was given. */
    private record Given(String system, String version, String code, String display) {

        static Given of(JsonNode coding) {
            return new Given(
                    Json.text(coding, "system"),
                    Json.text(coding, "version"),
                    Json.text(coding, "code"),
                    Json.text(coding, "display"));
        }
    }

    /**
     * What was found of a code.
     *
     * @param found empty when it is not in there
     * @param note why not, or what to mind
     */
    record Verdict(boolean valid, Optional<Member> found, String note) {

        Checked told() {
            return new Checked(
                    valid,
                    found.map(Member::system).orElse(""),
                    found.map(member -> member.concept().display()).orElse(""),
                    note);
        }

        static Verdict no(String note) {
            return new Verdict(false, Optional.empty(), note);
        }
    }

    private final Library library;
    private final ValueSets sets;

    CodeChecks(Library library, ValueSets sets) {
        this.library = library;
        this.sets = sets;
    }

    ObjectNode inCodeSystem(Ask ask) {
        ask.only(CODE_SYSTEM);
        Optional<CodeSystem> inline = ask.resource("codeSystem").map(resource -> new CodeSystem(resource, List.of()));
        String url = ask.text("url");
        String language = ask.text("displayLanguage");
        List<Verdict> verdicts = new ArrayList<>();
        for (Given given : given(ask, "version", url)) {
            String address = given.system().isEmpty() ? url : given.system();
            if (address.isEmpty() && inline.isEmpty()) {
                throw new Unanswerable("operation-parameter-missing", "url", "the parameter url is needed");
            }
            CodeSystem system = inline.orElseGet(() -> library.needed(Canonical.of(address, given.version())));
            verdicts.add(
                    !url.isEmpty() && !given.system().isEmpty() && !url.equals(given.system())
                            ? Verdict.no("the coding is of the system " + given.system() + ", not of " + url)
                            : check(system, given));
        }
        return reply(verdicts, language);
    }

    private static Verdict check(CodeSystem system, Given given) {
        Optional<Concept> concept = ValueSets.concept(system, given.code());
        if (concept.isEmpty()) {
            return Verdict.no("the code " + given.code() + " is not known in " + system.url());
        }
        Member member = new Member(system.url(), system.version(), concept.get());
        boolean unlisted = system.find(given.code()).isEmpty();
        return named(member, given.display(), unlisted ? unlisted(given.code(), system) : "");
    }

    private static String unlisted(String code, CodeSystem system) {
        return "the code " + code + " is not listed here; " + system.url()
                + " is held only in part, so it may be right";
    }

    ObjectNode inValueSet(Ask ask) {
        ask.only(VALUE_SET);
        JsonNode inline = ask.resource("valueSet").orElse(null);
        Canonical address = Canonical.of(inline == null ? ask.needed("url") : "", ask.text("valueSetVersion"));
        JsonNode set = inline == null ? sets.needed(address) : inline;
        List<Verdict> verdicts = given(ask, "systemVersion", ask.text("system")).stream()
                .map(given -> check(set, address, given))
                .toList();
        return reply(verdicts, ask.text("displayLanguage"));
    }

    private Verdict check(JsonNode set, Canonical address, Given given) {
        return check(set, address, new Coding(given.system(), given.code()), given.display());
    }

    Verdict check(Coding coding, String display) {
        return check(
                library.needed(Canonical.of(coding.system())), new Given(coding.system(), "", coding.code(), display));
    }

    Verdict check(JsonNode set, Canonical address, Coding said, String display) {
        String system = said.system().isEmpty() ? onlySystem(set, said.code()) : said.system();
        if (system.isEmpty()) {
            return Verdict.no("the code " + said.code() + " comes without a system, and none follows from the set");
        }
        Coding coding = new Coding(system, said.code());
        Trail trail = address.url().isEmpty() ? Trail.start() : Trail.start().into(address);
        Optional<Member> member = sets.find(set, coding, trail);
        if (member.isEmpty()) {
            return Verdict.no("the code " + coding.code() + " of " + coding.system() + " is not in the value set "
                    + (address.url().isEmpty() ? "given" : address));
        }
        return named(member.get(), display, "");
    }

    /** The one system in the set that has this code; a code without a system means something only then. */
    private String onlySystem(JsonNode set, String code) {
        List<String> systems = Json.each(set.path("compose").path("include"))
                .map(include -> Json.text(include, "system"))
                .filter(system -> !system.isEmpty())
                .distinct()
                .filter(system ->
                        sets.find(set, new Coding(system, code), Trail.start()).isPresent())
                .toList();
        return systems.size() == 1 ? systems.getFirst() : "";
    }

    /**
     * A name that belongs to another code is a wrong code as often as a wrong name. Where the code system's own name is
     * not known here, no name can be called wrong.
     */
    private static Verdict named(Member member, String display, String note) {
        List<String> names = member.concept().names().toList();
        boolean right = display.isEmpty()
                || member.concept().display().isEmpty()
                || names.stream().anyMatch(name -> plain(name).equals(plain(display)));
        return right
                ? new Verdict(true, Optional.of(member), note)
                : new Verdict(
                        false,
                        Optional.of(member),
                        "the code " + member.concept().code() + " has another name than the one given: "
                                + member.concept().display());
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static List<Given> given(Ask ask, String versionName, String system) {
        Optional<JsonNode> concept = ask.object("codeableConcept");
        if (concept.isPresent()) {
            List<Given> all =
                    Json.each(concept.get().path("coding")).map(Given::of).toList();
            if (all.isEmpty()) {
                throw Ask.invalid("codeableConcept", "holds no coding");
            }
            return all;
        }
        Optional<JsonNode> coding = ask.object("coding");
        if (coding.isPresent()) {
            return List.of(Given.of(coding.get()));
        }
        return List.of(new Given(system, ask.text(versionName), ask.needed("code"), ask.text("display")));
    }

    /** Of several codings one that is right is enough (FHIR R4, ValueSet/$validate-code, codeableConcept). */
    private static ObjectNode reply(List<Verdict> verdicts, String language) {
        Verdict told = verdicts.stream().filter(Verdict::valid).findFirst().orElse(verdicts.getFirst());
        Reply reply = new Reply().flag("result", told.valid());
        reply.text("message", "valueString", told.note());
        told.found().ifPresent(member -> {
            reply.text("display", "valueString", member.concept().display(language));
            reply.text("code", "valueCode", member.concept().code());
            reply.text("system", "valueUri", member.system());
            reply.text("version", "valueString", member.version());
        });
        return reply.json();
    }
}
