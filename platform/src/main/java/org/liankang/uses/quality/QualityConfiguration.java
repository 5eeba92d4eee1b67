package org.liankang.uses.quality;

import org.liankang.base.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the region this platform serves. */
@Configuration(proxyBeanMethods = false)
class QualityConfiguration {

    @Bean
    Rulebook qualityRules(Policies policies) {
        return Rulebook.read(policies);
    }
}
