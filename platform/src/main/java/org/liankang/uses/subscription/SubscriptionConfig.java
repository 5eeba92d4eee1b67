package org.liankang.uses.subscription;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where notifications may go, and how patient the platform is.
 *
 * @param hosts names an endpoint may have: exact, {@code *.example.org} for all below, {@code *} for any; none means that
 *     nothing is sent anywhere
 * @param privateHosts names that may stand for an address of a private network, as within a health network of its own
 * @param localHttp allows {@code http://localhost}, for development
 * @param publicUrl address of the FHIR door as others see it, for references; empty for relative ones
 * @param patience how long an endpoint that does not answer is tried before its subscription is given up
 * @param atOnce endpoints served at the same time; those that failed before share a quarter of it on top
 */
@ConfigurationProperties("liankang.subscription")
public record SubscriptionConfig(
        @DefaultValue({}) List<String> hosts,
        @DefaultValue({}) List<String> privateHosts,
        @DefaultValue("false") boolean localHttp,
        @DefaultValue("") String publicUrl,
        @DefaultValue("7d") Duration patience,
        @DefaultValue("32") int atOnce) {}
