package org.liankang.base.policy;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which region this platform serves.
 *
 * @param regions the folder that holds one folder per region and {@code national}
 * @param region the region's folder name, for example {@code haishu}
 */
@ConfigurationProperties("liankang.policy")
public record PolicyConfig(
        @DefaultValue("regions") Path regions,
        @DefaultValue("haishu") String region) {}
