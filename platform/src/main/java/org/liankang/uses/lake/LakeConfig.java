package org.liankang.uses.lake;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the lake lies and what it may use.
 *
 * @param folder folder of the DuckDB file; null for {@code lake} in the platform's data folder
 * @param memory most memory DuckDB takes
 */
@ConfigurationProperties("liankang.lake")
public record LakeConfig(
        Path folder,
        @DefaultValue("1GB") String memory,
        @DefaultValue("2") int threads) {

    Path folderIn(Path data) {
        return folder == null ? data.resolve("lake") : folder;
    }
}
