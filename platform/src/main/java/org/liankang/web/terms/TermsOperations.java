package org.liankang.web.terms;

import java.util.ArrayList;
import java.util.List;
import org.liankang.record.terms.Terminology;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.Operation.Parameter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operations on code systems, value sets and concept maps; docs/terminology.md says what they mean. */
@Configuration(proxyBeanMethods = false)
class TermsOperations {

    private static final Parameter LANGUAGE = in("displayLanguage", "code", "the language of the names wanted");

    @Bean
    Operation codeLookup(Terminology terms) {
        return TermsOperation.of(
                terms,
                "CodeSystem",
                "lookup",
                "What a code means",
                List.of(
                        in("code", "code", "the code"),
                        in("system", "uri", "its code system"),
                        in("version", "string", "the version of the code system"),
                        in("coding", "Coding", "instead of code and system"),
                        LANGUAGE,
                        many("property", "code", "which properties"),
                        out("name", "string", "the name of the code system"),
                        out("display", "string", "the name of the code")));
    }

    @Bean
    Operation codeSubsumes(Terminology terms) {
        return TermsOperation.of(
                terms,
                "CodeSystem",
                "subsumes",
                "Whether one code contains another",
                List.of(
                        in("codeA", "code", "the one code"),
                        in("codeB", "code", "the other code"),
                        in("system", "uri", "their code system"),
                        in("version", "string", "its version"),
                        in("codingA", "Coding", "instead of codeA and system"),
                        in("codingB", "Coding", "instead of codeB and system"),
                        out("outcome", "code", "equivalent, subsumes, subsumed-by or not-subsumed")));
    }

    @Bean
    Operation validateCodeInSystem(Terminology terms) {
        List<Parameter> parameters = new ArrayList<>(List.of(
                in("url", "uri", "the code system"),
                in("codeSystem", "CodeSystem", "the code system itself"),
                in("code", "code", "the code"),
                in("version", "string", "the version of the code system")));
        parameters.addAll(ofCode());
        return TermsOperation.of(
                terms, "CodeSystem", "validate-code", "Whether a code is one of a code system's", parameters);
    }

    @Bean
    Operation validateCodeInSet(Terminology terms) {
        List<Parameter> parameters = new ArrayList<>(List.of(
                in("url", "uri", "the value set"),
                in("valueSetVersion", "string", "its version"),
                in("valueSet", "ValueSet", "the value set itself"),
                in("code", "code", "the code"),
                in("system", "uri", "its code system"),
                in("systemVersion", "string", "the version of the code system"),
                in("inferSystem", "boolean", "take the system from the value set")));
        parameters.addAll(ofCode());
        return TermsOperation.of(terms, "ValueSet", "validate-code", "Whether a code is in a value set", parameters);
    }

    private static List<Parameter> ofCode() {
        return List.of(
                in("display", "string", "the name given with the code"),
                in("coding", "Coding", "instead of code and system"),
                in("codeableConcept", "CodeableConcept", "instead of code and system"),
                LANGUAGE,
                out("result", "boolean", "whether it is"),
                out("message", "string", "why not, or what to mind"),
                out("display", "string", "the name of the code"));
    }

    @Bean
    Operation valueSetExpand(Terminology terms) {
        return TermsOperation.of(
                terms,
                "ValueSet",
                "expand",
                "The codes of a value set",
                List.of(
                        in("url", "uri", "the value set"),
                        in("valueSetVersion", "string", "its version"),
                        in("valueSet", "ValueSet", "the value set itself"),
                        in("filter", "string", "words in the names, or the beginning of the code"),
                        in("offset", "integer", "the first to give, from 0"),
                        in("count", "integer", "most to give"),
                        in("activeOnly", "boolean", "only codes in use"),
                        in("includeDesignations", "boolean", "with all names"),
                        in("includeDefinition", "boolean", "with what defines the value set"),
                        in("excludeNotForUI", "boolean", "without codes that only group others"),
                        in("excludeNested", "boolean", "as a flat list, as it always is"),
                        LANGUAGE,
                        out("return", "ValueSet", "with its expansion")));
    }

    @Bean
    Operation conceptMapTranslate(Terminology terms) {
        return TermsOperation.of(
                terms,
                "ConceptMap",
                "translate",
                "What a code is called elsewhere",
                List.of(
                        in("url", "uri", "the concept map; all that fit when none is named"),
                        in("conceptMapVersion", "string", "its version"),
                        in("conceptMap", "ConceptMap", "the concept map itself"),
                        in("code", "code", "the code"),
                        in("system", "uri", "its code system"),
                        in("version", "string", "the version of the code system"),
                        in("coding", "Coding", "instead of code and system"),
                        in("codeableConcept", "CodeableConcept", "instead of code and system"),
                        in("source", "uri", "the value set the code is from"),
                        in("target", "uri", "the value set to go to"),
                        in("targetsystem", "uri", "the code system to go to"),
                        in("reverse", "boolean", "from target to source"),
                        out("result", "boolean", "whether there is a match"),
                        new Parameter("match", false, 0, "*", "", "each match")));
    }

    private static Parameter in(String name, String type, String documentation) {
        return new Parameter(name, true, 0, "1", type, documentation);
    }

    private static Parameter many(String name, String type, String documentation) {
        return new Parameter(name, true, 0, "*", type, documentation);
    }

    private static Parameter out(String name, String type, String documentation) {
        return new Parameter(name, false, 0, "1", type, documentation);
    }
}
