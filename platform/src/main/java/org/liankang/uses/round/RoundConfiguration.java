package org.liankang.uses.round;

import org.liankang.base.policy.Policies;
import org.liankang.identity.place.Divisions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the region's villages, vehicles and rules at the start. */
@Configuration(proxyBeanMethods = false)
class RoundConfiguration {

    @Bean
    RoundPolicy roundPolicy(Policies policies, Divisions divisions) {
        return RoundPolicy.read(policies, divisions);
    }
}
