package org.liankang.web.bulk;

import java.util.List;
import java.util.Set;
import org.liankang.identity.access.Right;
import org.liankang.uses.bulk.ExportAsked;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.Operation.Description;
import org.liankang.web.fhir.Operation.Level;
import org.liankang.web.fhir.Operation.Parameter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code $export} of everything, of all residents, of a Group's members; {@code $import}. docs/bulk.md says the rest. */
@Configuration(proxyBeanMethods = false)
class BulkOperations {

    private static final String DEFINED = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/";

    private static final List<Parameter> OF_EXPORT = List.of(
            new Parameter("_outputFormat", true, 0, "1", "string", "application/fhir+ndjson"),
            new Parameter("_since", true, 0, "1", "instant", "recorded since"),
            new Parameter("_until", true, 0, "1", "instant", "recorded until"),
            new Parameter("_type", true, 0, "*", "string", "only these types"),
            new Parameter("_elements", true, 0, "*", "string", "only these elements"),
            new Parameter("_typeFilter", true, 0, "*", "string", "only what such a search of a type finds"),
            new Parameter("patient", true, 0, "*", "Reference", "only these residents; not of everything"));

    /** An export changes nothing of the record; the IG asks for GET. */
    private static final boolean IS_A_JOB = false;

    @Bean
    Operation exportOfEverything(KickOff kickOff) {
        return export(
                kickOff,
                "export",
                Level.SYSTEM,
                Set.of(),
                ExportAsked.Level.SYSTEM,
                "Everything, as files for taking away");
    }

    @Bean
    Operation exportOfResidents(KickOff kickOff) {
        return export(
                kickOff,
                "patient-export",
                Level.TYPE,
                Set.of("Patient"),
                ExportAsked.Level.PATIENT,
                "What is recorded about any resident, as files");
    }

    @Bean
    Operation exportOfGroup(KickOff kickOff) {
        return export(
                kickOff,
                "group-export",
                Level.INSTANCE,
                Set.of("Group"),
                ExportAsked.Level.GROUP,
                "What is recorded about a Group's members, as files");
    }

    private static Operation export(
            KickOff kickOff, String defined, Level level, Set<String> types, ExportAsked.Level of, String told) {
        return new BulkOperation(
                new Description(
                        "export",
                        DEFINED + defined,
                        Set.of(level),
                        types,
                        Right.BULK_EXPORT,
                        IS_A_JOB,
                        told,
                        OF_EXPORT),
                request -> kickOff.export(
                        request.account(),
                        of,
                        request.id().orElse(""),
                        request.query(),
                        BulkOperation.body(request),
                        request.headers()::apply,
                        request.address("export"),
                        BulkOperation.root(request)));
    }

    /** Streams of lines are larger than a FHIR request may be; they go to {@code /bulk/import}. */
    @Bean
    Operation bulkImport(KickOff kickOff) {
        return new BulkOperation(
                new Description(
                        "import",
                        "urn:liankang:operation:import",
                        Set.of(Level.SYSTEM),
                        Set.of(),
                        Right.BULK_IMPORT,
                        true,
                        "Fetches files from listed sources and takes them in",
                        List.of(
                                new Parameter("inputFormat", true, 1, "1", "code", "application/fhir+ndjson"),
                                new Parameter("inputSource", true, 0, "1", "uri", "whose files they are"),
                                new Parameter("storageDetail", true, 0, "1", "", "how they are fetched"),
                                new Parameter("input", true, 1, "*", "", "type and url of each file"))),
                request -> kickOff.importFrom(
                        request.account(),
                        BulkOperation.body(request),
                        request.headers()::apply,
                        request.address("import"),
                        BulkOperation.root(request)));
    }
}
