package org.liankang.uses.subscription;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where notifications may go. An endpoint is written by a subscriber, and the platform stands inside networks that the
 * subscriber does not: so it is https, its name is on the list, and no address behind the name is private unless said so.
 *
 * <p>The addresses are looked up right before each notification. The Java machine keeps them for half a minute, so the
 * connection goes to what was looked at; redirections are not followed.
 */
final class Endpoints {

    /** Looks up a name. */
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** What became of an address: fit to be sent to, refused for good, or not to be found now. */
    sealed interface Judged {
        record Fit(URI uri) implements Judged {}

        record Refused(String why) implements Judged {}

        record Unknown() implements Judged {}
    }

    private final SubscriptionConfig config;
    private final Names names;

    Endpoints(SubscriptionConfig config, Names names) {
        this.config = config;
        this.names = names;
    }

    Judged judge(String endpoint) {
        Judged form = form(endpoint);
        return form instanceof Judged.Fit(URI uri) && "https".equals(uri.getScheme()) ? allowed(uri) : form;
    }

    /** Whether it is an address that may be sent to once its host is allowed. */
    Judged form(String endpoint) {
        URI uri;
        try {
            uri = new URI(endpoint);
        } catch (java.net.URISyntaxException malformed) {
            return new Judged.Refused("is no address");
        }
        String host = host(uri);
        if (host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return new Judged.Refused("is no address of an endpoint");
        }
        boolean local = config.localHttp() && "http".equals(uri.getScheme()) && host.equals("localhost");
        return local || "https".equals(uri.getScheme()) ? new Judged.Fit(uri) : new Judged.Refused("is not https");
    }

    private static String host(URI uri) {
        return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    }

    private Judged allowed(URI uri) {
        String host = host(uri);
        if (!listed(config.hosts(), host)) {
            return new Judged.Refused("is not on the list of hosts");
        }
        if (listed(config.privateHosts(), host)) {
            return new Judged.Fit(uri);
        }
        try {
            InetAddress[] addresses = names.addresses(host.replaceAll("^\\[|]$", ""));
            for (InetAddress address : addresses) {
                if (!open(address)) {
                    return new Judged.Refused("stands for a private address");
                }
            }
            return addresses.length == 0 ? new Judged.Unknown() : new Judged.Fit(uri);
        } catch (UnknownHostException unknown) {
            return new Judged.Unknown();
        }
    }

    private static boolean listed(List<String> patterns, String host) {
        return patterns.stream()
                .map(pattern -> pattern.strip().toLowerCase(Locale.ROOT))
                .anyMatch(pattern -> pattern.equals("*")
                        || pattern.equals(host)
                        || pattern.startsWith("*.") && host.endsWith(pattern.substring(1)));
    }

    /** Whether an address is one of the open internet (IANA special-purpose registries, RFC 6890). */
    static boolean open(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? open(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff) : openSix(bytes);
    }

    private static boolean open(int first, int second, int third) {
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean assignments = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean relay = first == 192 && second == 88 && third == 99;
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean documents = first == 198 && second == 51 && third == 100 || first == 203 && second == 0 && third == 113;
        return !(first == 0 || shared || assignments || relay || benchmarks || documents || first >= 240);
    }

    /** Only 2000::/3 is given out; of it not what carries an IPv4 address inside or is for documents. */
    private static boolean openSix(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean global = (first & 0xe000) == 0x2000;
        boolean carries = first == 0x2002 || first == 0x2001 && second < 0x0200;
        return global && !carries && !(first == 0x2001 && second == 0x0db8);
    }
}
