package org.liankang.web.fhir;

import org.liankang.identity.access.Accounts;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the door. */
@Configuration(proxyBeanMethods = false)
class FhirConfiguration {

    @Bean
    ServletRegistrationBean<FhirServlet> fhirDoor(Accounts accounts, Routing routing, Xml xml) {
        var door = new ServletRegistrationBean<>(new FhirServlet(accounts, routing, xml), FhirServlet.PATH + "/*");
        door.setName("fhir");
        return door;
    }
}
