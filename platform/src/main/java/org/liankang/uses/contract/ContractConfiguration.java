package org.liankang.uses.contract;

import org.liankang.base.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the region's packages and rules of contracts at the start. */
@Configuration(proxyBeanMethods = false)
class ContractConfiguration {

    @Bean
    Packages contractPackages(Policies policies) {
        return Packages.read(policies);
    }

    @Bean
    ContractPolicy contractPolicy(Policies policies) {
        return ContractPolicy.read(policies);
    }
}
