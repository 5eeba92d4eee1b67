package org.liankang.uses.indicator;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the analytic tables lie and what they may use.
 *
 * @param folder folder of the DuckDB file; null for {@code lake} in the platform's data folder
 * @param memory most memory DuckDB takes
 * @param refresh shortest pause between two rounds of recomputing
 */
@ConfigurationProperties("liankang.indicator")
record IndicatorConfig(
        Path folder,
        @DefaultValue("1GB") String memory,
        @DefaultValue("2") int threads,
        @DefaultValue("3s") Duration refresh) {

    Path folderIn(Path data) {
        return folder == null ? data.resolve("lake") : folder;
    }
}
