package org.liankang.record.store;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.liankang.base.policy.Policies;
import org.liankang.base.sql.Migrations;
import org.liankang.record.search.Parameters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the record together. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

    @Bean
    FhirContext fhirContext() {
        return FhirContext.forR4Cached();
    }

    @Bean
    Parameters parameters(FhirContext fhir, Policies policies) {
        return new Parameters(fhir, policies.files("search", ".json"));
    }

    @Bean
    Types types(JdbcClient jdbc, Migrations migrations, FhirContext fhir) {
        migrations.migrate("record", RecordConfiguration.class);
        Types types = new Types(jdbc);
        types.register(List.copyOf(fhir.getResourceTypes()));
        return types;
    }

    @Bean
    RecordStore recordStore(JdbcClient jdbc, Types types) {
        return new RecordStore(jdbc, types);
    }

    @Bean
    RecordWriter recordWriter(RecordStore store) {
        return new RecordWriter(store);
    }

    @Bean
    Records records(RecordStore store, Types types) {
        return new Records(store, types);
    }
}
