package org.liankang.web.fhir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;

/**
 * One request as the door understands it, whether it came over HTTP or as an entry of a bundle.
 *
 * @param path the steps after {@code /fhir}, checked: letters, digits and {@code - . _ $ *} only
 * @param query what stood behind the question mark; of a search by POST also what stood in the body
 * @param headers a header's value by its name, or null
 * @param base the address of the door as the sender reached it
 * @param account who asks; empty before signing in
 * @param payload reads the body, bounded; the bytes of JSON
 */
record Call(
        String method,
        List<String> path,
        Query query,
        UnaryOperator<String> headers,
        String base,
        Optional<Account> account,
        Payload.Source payload) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");

    /** The account, if it may.  @throws Refusal otherwise */
    Account require(Right right) {
        Account known = account.orElseThrow(() -> new Refusal("sign-in-needed", "Authorization", "a token is needed"));
        if (!known.may(right)) {
            throw new Refusal("not-allowed", "Authorization", "this account may not do that");
        }
        return known;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name)).map(String::strip);
    }

    /** {@code Prefer: return=minimal, handling=lenient}: the value of one of them. */
    Optional<String> preference(String name) {
        String prefer = headers.apply("Prefer");
        if (prefer == null) {
            return Optional.empty();
        }
        for (String part : prefer.split("[,;]")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(part.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /** The version that {@code If-Match} names. */
    OptionalInt ifMatch() {
        String header = headers.apply("If-Match");
        if (header == null) {
            return OptionalInt.empty();
        }
        Matcher matcher = TAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw new Refusal("request-invalid", "If-Match", "must be a version as W/\"1\"");
        }
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
    }

    /** A step of the path as a logical id.  @throws Refusal when it is none */
    String id(int at) {
        String id = path.get(at);
        if (!ID.matcher(id).matches()) {
            throw new Refusal("request-invalid", "id", "is no valid FHIR id");
        }
        return id;
    }

    byte[] body() {
        try {
            return payload.read();
        } catch (IOException broken) {
            throw new Refusal("request-invalid", "", "the body broke off");
        }
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
