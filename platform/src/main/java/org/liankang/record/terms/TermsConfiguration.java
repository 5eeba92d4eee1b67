package org.liankang.record.terms;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import org.liankang.base.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the shelves in order: what a region says comes first, then FHIR itself; the record redefines neither. */
@Configuration(proxyBeanMethods = false)
class TermsConfiguration {

    @Bean
    @Order(0)
    RegionShelf regionShelf(Policies policies) {
        return new RegionShelf(policies);
    }

    @Bean
    @Order(50)
    FhirShelf fhirShelf(FhirContext fhir) {
        return new FhirShelf(fhir);
    }

    @Bean
    Terminology terminology(List<Shelf> shelves, Clock clock) {
        return new Terminology(shelves, clock);
    }
}
