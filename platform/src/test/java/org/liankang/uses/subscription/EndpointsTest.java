package org.liankang.uses.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint must not become a way into the networks the platform stands in. */
class EndpointsTest {

    private static SubscriptionConfig config(List<String> hosts, List<String> privateHosts, boolean localHttp) {
        return new SubscriptionConfig(hosts, privateHosts, localHttp, "", Duration.ofDays(7), 8);
    }

    private static Endpoints with(SubscriptionConfig config, String... addresses) {
        return new Endpoints(config, host -> {
            InetAddress[] all = new InetAddress[addresses.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(addresses[i]);
            }
            return all;
        });
    }

    private static final List<String> ANY = List.of("*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:0:a00:1::",
                "2001:db8::1",
                "ff02::1"
            })
    void a_name_that_stands_for_an_address_not_of_the_open_internet_is_refused(String address) {
        assertThat(with(config(ANY, List.of(), false), address).judge("https://inside.example/hook"))
                .isInstanceOf(Endpoints.Judged.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "240e::1"})
    void a_name_of_the_open_internet_is_fit(String address) {
        assertThat(with(config(ANY, List.of(), false), address).judge("https://outside.example/hook"))
                .isInstanceOf(Endpoints.Judged.Fit.class);
    }

    @Test
    void one_private_address_among_open_ones_is_enough_to_refuse() {
        assertThat(with(config(ANY, List.of(), false), "8.8.8.8", "10.0.0.1").judge("https://two.example/"))
                .isInstanceOf(Endpoints.Judged.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://outside.example/hook",
                "ftp://outside.example/hook",
                "file:///etc/passwd",
                "https://user:password@outside.example/",
                "https://outside.example/#part",
                "https:///hook",
                "not an address",
                "",
                "http://localhost:8080/hook"
            })
    void what_is_no_plain_https_address_is_refused(String endpoint) {
        assertThat(with(config(ANY, List.of(), false), "8.8.8.8").judge(endpoint))
                .isInstanceOf(Endpoints.Judged.Refused.class);
    }

    @Test
    void only_names_on_the_list_are_sent_to() {
        Endpoints endpoints = with(config(List.of("hook.example.cn", "*.health.example"), List.of(), false), "8.8.8.8");
        assertThat(endpoints.judge("https://hook.example.cn/a")).isInstanceOf(Endpoints.Judged.Fit.class);
        assertThat(endpoints.judge("https://HOOK.example.cn/a")).isInstanceOf(Endpoints.Judged.Fit.class);
        assertThat(endpoints.judge("https://a.health.example/a")).isInstanceOf(Endpoints.Judged.Fit.class);
        assertThat(endpoints.judge("https://health.example/a")).isInstanceOf(Endpoints.Judged.Refused.class);
        assertThat(endpoints.judge("https://evilhealth.example/a")).isInstanceOf(Endpoints.Judged.Refused.class);
        assertThat(with(config(List.of(), List.of(), false), "8.8.8.8").judge("https://hook.example.cn/a"))
                .isInstanceOf(Endpoints.Judged.Refused.class);
    }

    @Test
    void a_private_network_is_open_only_to_names_said_to_be_in_it() {
        Endpoints endpoints = with(config(ANY, List.of("*.hospital.internal"), false), "10.0.0.1");
        assertThat(endpoints.judge("https://a.hospital.internal/")).isInstanceOf(Endpoints.Judged.Fit.class);
        assertThat(endpoints.judge("https://b.example/")).isInstanceOf(Endpoints.Judged.Refused.class);
    }

    @Test
    void a_name_nobody_knows_may_be_known_later() {
        Endpoints endpoints = new Endpoints(config(ANY, List.of(), false), host -> {
            throw new UnknownHostException(host);
        });
        assertThat(endpoints.judge("https://gone.example/")).isInstanceOf(Endpoints.Judged.Unknown.class);
    }
}
