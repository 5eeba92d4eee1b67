package org.liankang;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.ZoneId;
import org.liankang.record.search.Parameters;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the platform. Everything it is made of is found by its tier's own configuration. */
@SpringBootApplication
public class Platform {

    /** All dates a health bureau writes are Chinese standard time, whatever the machine's zone. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("ahead").start(() -> Parameters.ahead(FhirContext.forR4Cached()));
        SpringApplication.run(Platform.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.system(ZONE);
    }
}
