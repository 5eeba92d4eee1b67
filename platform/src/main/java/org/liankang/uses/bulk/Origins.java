package org.liankang.uses.bulk;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.base.finding.Finding;
import org.springframework.stereotype.Component;

/**
 * From where the platform may fetch. Whoever asks for an import must not be able to make the platform knock at doors of
 * the inner network: only listed origins, only TLS, no addresses of the machine or the inner network, no redirects. A
 * listed name that suddenly means an inner address is refused; one that changes between the look and the connection
 * fails at the certificate.
 */
@Component
class Origins {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    private final Set<String> allowed;
    private final boolean plain;
    private final boolean inner;

    Origins(BulkConfig config) {
        this.allowed = config.sources().stream().map(Origins::listed).collect(Collectors.toSet());
        this.plain = config.plainSources();
        this.inner = config.privateSources();
    }

    private static String listed(String origin) {
        try {
            return origin(new URI(origin));
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("liankang.bulk.sources: no origin: " + origin, wrong);
        }
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    /**
     * Whether an address may be fetched, without looking at where its name leads now.
     *
     * @throws BulkRefused when it may not
     */
    URI check(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException wrong) {
            throw refused("is no address");
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (!secure && !(plain && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw refused("must be https");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused("must be a plain address without user or fragment");
        }
        if (!allowed.contains(origin(uri))) {
            throw refused("its origin is not listed in liankang.bulk.sources");
        }
        return uri;
    }

    /** An open answer and whether it begins where it was asked to. */
    record Answer(HttpURLConnection connection, boolean rest) {}

    /**
     * Fetches from a byte on; a server that cannot do that sends the whole.
     *
     * @throws BulkRefused when it may not be fetched or is not there
     * @throws IOException when it cannot be reached now
     */
    Answer open(String address, long from) throws IOException {
        URI uri = check(address);
        if (!inner) {
            outside(uri.getHost());
        }
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/fhir+ndjson, application/ndjson;q=0.9, */*;q=0.1");
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return new Answer(connection, false);
        }
        if (status == HttpURLConnection.HTTP_PARTIAL && from > 0) {
            return new Answer(connection, true);
        }
        connection.disconnect();
        if (status == 416 && from > 0) { // nothing is left
            throw new BulkRefused(Finding.error("bulk-source-failed", "url", "is shorter than it was"));
        }
        if (status >= 500) {
            throw new IOException("a source answers " + status);
        }
        throw new BulkRefused(
                Finding.error("bulk-source-failed", "url", "answers " + status + "; redirects are not followed"));
    }

    private static void outside(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host.replaceAll("^\\[|]$", ""))) {
            if (innerAddress(address)) {
                throw refused("leads to an address of an inner network");
            }
        }
    }

    static boolean innerAddress(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598
        boolean zero = bytes.length == 4 && bytes[0] == 0;
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
        boolean translated = bytes.length == 16 && bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff;
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || shared
                || zero
                || unique
                || translated;
    }

    private static BulkRefused refused(String message) {
        return new BulkRefused(Finding.error("bulk-source-refused", "url", message));
    }
}
