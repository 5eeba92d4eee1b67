package org.liankang.entry.check;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.finding.Finding;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** All that is asked of a resource before it may enter the record. Pure: the same document gives the same findings. */
@Component
public class Checks {

    /** @param references every Reference element in the document, contained resources included */
    public record Result(List<Finding> findings, List<Reference> references) {

        public boolean refused() {
            return findings.stream().anyMatch(Finding::refuses);
        }
    }

    private final Structure structure;
    private final List<Rule> rules = List.of(
            new ResidentIdRule(),
            new CreditCodeRule(),
            new BirthRule(),
            new PeriodRule(),
            new FutureRule(),
            new LengthRule());

    Checks(FhirContext fhir) {
        this.structure = new Structure(fhir);
    }

    public boolean knows(String type) {
        return structure.knows(type);
    }

    public Result check(JsonNode resource, Instant now) {
        StructureCheck walk = new StructureCheck(structure);
        walk.resource(resource);
        List<Finding> findings = new ArrayList<>(walk.findings());
        if (findings.stream().noneMatch(Finding::refuses)) {
            String type = resource.path("resourceType").asString();
            rules.forEach(rule -> rule.check(type, resource, now, findings::add));
        }
        return new Result(List.copyOf(findings), List.copyOf(walk.references()));
    }
}
