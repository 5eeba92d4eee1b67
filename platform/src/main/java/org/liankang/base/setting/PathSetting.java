package org.liankang.base.setting;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** A folder in the settings is a path of the file system, {@code ..} included; Spring would take it for a resource. */
@Component
@ConfigurationPropertiesBinding
class PathSetting implements Converter<String, Path> {

    @Override
    public Path convert(String text) {
        return Path.of(text);
    }
}
