package org.liankang.entry.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.liankang.base.json.Json;
import org.liankang.record.terms.Answer;
import org.liankang.record.terms.Checked;
import org.liankang.record.terms.CodeSystem;
import org.liankang.record.terms.Coding;
import org.liankang.record.terms.Kind;
import org.liankang.record.terms.Terminology;
import tools.jackson.databind.JsonNode;

/** Lets HAPI's validator ask our terminology; what is not known there it may ask the next of its chain. */
final class TermsSupport implements IValidationSupport {

    private final FhirContext fhir;
    private final Terminology terms;

    TermsSupport(FhirContext fhir, Terminology terms) {
        this.fhir = fhir;
        this.terms = terms;
    }

    @Override
    public FhirContext getFhirContext() {
        return fhir;
    }

    @Override
    public boolean isCodeSystemSupported(ValidationSupportContext context, String system) {
        return system != null
                && terms.codeSystem(system).filter(known -> !known.empty()).isPresent();
    }

    @Override
    public boolean isValueSetSupported(ValidationSupportContext context, String url) {
        return url != null && terms.definition(Kind.VALUE_SET, url).isPresent();
    }

    @Override
    public IBaseResource fetchCodeSystem(String url) {
        return fetch(Kind.CODE_SYSTEM, url);
    }

    @Override
    public IBaseResource fetchValueSet(String url) {
        return fetch(Kind.VALUE_SET, url);
    }

    private IBaseResource fetch(Kind kind, String url) {
        return url == null
                ? null
                : terms.definition(kind, url)
                        .map(definition -> fhir.newJsonParser().parseResource(Json.text(definition)))
                        .orElse(null);
    }

    @Override
    public CodeValidationResult validateCode(
            ValidationSupportContext context,
            ConceptValidationOptions options,
            String system,
            String code,
            String display,
            String valueSet) {
        Coding coding = new Coding(said(system), said(code));
        if (valueSet != null && !valueSet.isBlank()) {
            return result(coding, terms.check(valueSet, coding, said(display)));
        }
        boolean known = isCodeSystemSupported(context, system);
        return known ? result(coding, terms.check(coding, said(display))) : null;
    }

    @Override
    public CodeValidationResult validateCodeInValueSet(
            ValidationSupportContext context,
            ConceptValidationOptions options,
            String system,
            String code,
            String display,
            IBaseResource valueSet) {
        Coding coding = new Coding(said(system), said(code));
        String text = fhir.newJsonParser().encodeResourceToString(valueSet);
        JsonNode set = Json.parse(text);
        String url = Json.text(set, "url");
        return !url.isEmpty() && isValueSetSupported(context, url)
                ? result(coding, terms.check(url, coding, said(display)))
                : result(coding, terms.check(set, coding, said(display)));
    }

    private static String said(String text) {
        return text == null ? "" : text;
    }

    private static CodeValidationResult result(Coding coding, Answer<Checked> answer) {
        return switch (answer) {
            case Answer.Refused<Checked> unknown -> null;
            case Answer.Given<Checked>(Checked checked) -> {
                CodeValidationResult result = new CodeValidationResult();
                if (checked.valid()) {
                    result.setCode(coding.code())
                            .setDisplay(checked.display().isEmpty() ? null : checked.display())
                            .setCodeSystemName(checked.system());
                } else {
                    result.setSeverity(IssueSeverity.ERROR).setMessage(checked.note());
                    result.addIssue(new CodeValidationIssue(
                            checked.note(),
                            IssueSeverity.ERROR,
                            CodeValidationIssueCode.CODE_INVALID,
                            CodeValidationIssueCoding.INVALID_CODE));
                }
                yield result;
            }
        };
    }

    @Override
    public LookupCodeResult lookupCode(ValidationSupportContext context, LookupCodeRequest request) {
        Optional<CodeSystem> system = terms.codeSystem(said(request.getSystem()));
        if (system.isEmpty()) {
            return null;
        }
        LookupCodeResult result = new LookupCodeResult();
        result.setSearchedForSystem(request.getSystem());
        result.setSearchedForCode(request.getCode());
        system.get().find(said(request.getCode())).ifPresent(concept -> {
            result.setFound(true);
            result.setCodeDisplay(concept.display());
            result.setCodeSystemVersion(system.get().version());
        });
        return result;
    }

    @Override
    public String getName() {
        return "terms";
    }
}
