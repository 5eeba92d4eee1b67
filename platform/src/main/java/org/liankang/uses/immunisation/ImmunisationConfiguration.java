package org.liankang.uses.immunisation;

import org.liankang.base.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Reads the region's immunisation schedule at the start, and lets days pass. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ImmunisationConfiguration {

    @Bean
    Schedules immunisationSchedules(Policies policies) {
        return Schedules.read(policies);
    }
}
