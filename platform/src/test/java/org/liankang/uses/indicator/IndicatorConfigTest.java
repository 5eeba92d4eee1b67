package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.policy.Policies;
import org.liankang.base.sql.DatabaseConfig;
import org.liankang.identity.place.Divisions;
import org.liankang.record.feed.Book;
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The capability put together as the application does it. */
class IndicatorConfigTest {

    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackageClasses = {Indicators.class, Lake.class},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
    @Import({Policies.class, Divisions.class})
    @EnableConfigurationProperties(DatabaseConfig.class)
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues("liankang.policy.regions=../regions", "liankang.database.folder=" + folder);
    }

    @Test
    void the_tables_lie_in_the_data_folder_unless_it_is_told_otherwise() {
        application().run(context -> {
            assertThat(context).hasSingleBean(Indicators.class).hasSingleBean(Book.class);
            assertThat(context.getBean(IndicatorConfig.class).refresh()).isEqualTo(Duration.ofMillis(250));
            assertThat(folder.resolve("lake/lake.duckdb")).exists();
        });
        application()
                .withPropertyValues(
                        "liankang.lake.folder=" + folder.resolve("elsewhere"),
                        "liankang.lake.memory=300MB",
                        "liankang.indicator.refresh=10s")
                .run(context -> {
                    assertThat(context.getBean(LakeConfig.class).memory()).isEqualTo("300MB");
                    assertThat(context.getBean(IndicatorConfig.class).refresh()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(folder.resolve("elsewhere/lake.duckdb")).exists();
                });
    }

    @Test
    void a_stopped_application_leaves_the_file_to_the_next() {
        application().run(context -> assertThat(context).hasNotFailed());
        application().run(context -> assertThat(context).hasNotFailed());
    }
}
