package org.liankang.entry.validation;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.liankang.base.policy.Policies;
import org.liankang.entry.check.Checks;
import org.liankang.record.store.Records;
import org.liankang.record.terms.FhirShelf;
import org.liankang.record.terms.Terminology;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the operation together. */
@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {

    @Bean
    Profiles profiles(Policies policies) {
        return new Profiles(policies);
    }

    @Bean
    Validation validation(
            FhirContext fhir,
            FhirShelf definitions,
            Profiles profiles,
            Terminology terms,
            Checks checks,
            Records records,
            Clock clock) {
        return new Validation(fhir, definitions, profiles, terms, checks, records::read, clock);
    }
}
