package org.liankang;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the platform. Everything it is made of is found by its tier's own configuration. */
@SpringBootApplication
public class Platform {

    /** All dates a health bureau writes are Chinese standard time, whatever the machine's zone. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public static void main(String[] arguments) {
        SpringApplication.run(Platform.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.system(ZONE);
    }
}
