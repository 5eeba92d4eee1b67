package org.liankang.uses.indicator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How values are kept.
 *
 * @param refresh shortest pause between two rounds of recomputing
 */
@ConfigurationProperties("liankang.indicator")
record IndicatorConfig(@DefaultValue("250ms") Duration refresh) {}
