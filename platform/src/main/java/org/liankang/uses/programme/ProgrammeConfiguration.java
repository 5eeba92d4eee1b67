package org.liankang.uses.programme;

import org.liankang.base.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Reads the region's programmes at the start, and lets days pass. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProgrammeConfiguration {

    @Bean
    Rulebook programmeRules(Policies policies) {
        return Rulebook.read(policies);
    }
}
