package org.liankang.entry.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.record.terms.Terminology;
import tools.jackson.databind.JsonNode;

/** HAPI's validator with FHIR's definitions and the region's profiles. Takes seconds and much memory to make. */
final class Engine {

    private final FhirValidator validator;
    private final IValidationSupport support;

    Engine(FhirContext fhir, IValidationSupport definitions, Profiles profiles, Terminology terms) {
        // The validator would look for FHIR packages on the internet, for example to check a StructureDefinition.
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        for (JsonNode profile : profiles.all()) {
            own.addStructureDefinition(fhir.newJsonParser().parseResource(Json.text(profile)));
        }
        this.support = new ValidationSupportChain(
                own,
                definitions,
                new CommonCodeSystemsTerminologyService(fhir),
                new TermsSupport(fhir, terms),
                new SnapshotGeneratingValidationSupport(fhir),
                new UnknownSystems(fhir));
        FhirInstanceValidator module = new FhirInstanceValidator(support);
        module.setErrorForUnknownProfiles(true);
        module.setAnyExtensionsAllowed(true);
        // Whether a document has a narrative is its author's choice, and not asked here.
        module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        this.validator = fhir.newValidator().registerValidatorModule(module);
        // Loads the definitions now, so that the first document's time is its own.
        validate("{\"resourceType\":\"Basic\",\"code\":{\"text\":\"-\"}}", List.of());
    }

    boolean knows(String profile) {
        return support.fetchStructureDefinition(profile) != null;
    }

    /** All that FHIR's definitions and these profiles find wrong or advise; what they only remark is left out. */
    List<Finding> validate(String document, List<String> profiles) {
        ValidationOptions options = new ValidationOptions();
        profiles.forEach(options::addProfile);
        return validator.validateWithResult(document, options).getMessages().stream()
                .filter(message -> message.getSeverity() != ResultSeverityEnum.INFORMATION)
                .map(Engine::finding)
                .toList();
    }

    private static Finding finding(SingleValidationMessage message) {
        String where = message.getLocationString() == null ? "" : message.getLocationString();
        return message.getSeverity() == ResultSeverityEnum.WARNING
                ? Finding.warning("definition-advice", where, message.getMessage())
                : Finding.error("definition-violated", where, message.getMessage());
    }
}
