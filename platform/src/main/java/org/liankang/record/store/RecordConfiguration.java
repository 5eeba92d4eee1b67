package org.liankang.record.store;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import org.liankang.base.policy.Policies;
import org.liankang.base.sql.DatabaseConfig;
import org.liankang.base.sql.Migrations;
import org.liankang.record.index.SearchIndex;
import org.liankang.record.search.Matching;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Questions;
import org.liankang.record.search.Terms;
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
    Questions questions(Parameters parameters, Terms terms) {
        return new Questions(parameters, terms);
    }

    @Bean
    Matching matching(Parameters parameters) {
        return new Matching(parameters);
    }

    @Bean
    OwnContent ownContent(Matching matching, Parameters parameters) {
        return new OwnContent(matching, parameters);
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

    @Bean(destroyMethod = "close")
    SearchIndex searchIndex(DatabaseConfig database, RecordStore store, Parameters parameters) {
        return new SearchIndex(
                database.folder().resolve("index"),
                store.identity() + "/" + parameters.fingerprint() + "/" + SearchIndex.FORM);
    }

    @Bean
    Replay replay(RecordStore store, SearchIndex index, Parameters parameters) {
        return new Replay(store, index, parameters);
    }

    @Bean
    Dictionaries dictionaries(RecordStore store) {
        return new Dictionaries(store);
    }

    @Bean
    RecordWriter recordWriter(RecordStore store, SearchIndex index, Replay replay) {
        return new RecordWriter(store, index, replay);
    }

    @Bean
    Records records(RecordStore store, Types types, SearchIndex index) {
        return new Records(store, types, index);
    }

    @Bean
    Searches recordSearches(Clock clock, Records records, SearchIndex index, Parameters parameters) {
        return new Searches(records, index, parameters, clock);
    }
}
