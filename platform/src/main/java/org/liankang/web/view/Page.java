package org.liankang.web.view;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;

/**
 * What a template must know beside its own model. Ask for it as a controller parameter.
 *
 * @param t the words of the asker's language
 * @param path the request's path, without the query
 * @param query the request's query, or empty
 * @param account empty before sign-in
 * @param region the region's name in the asker's language
 * @param csrf the token that every form of this page sends as {@code _csrf}
 */
public record Page(
        Texts t,
        Look look,
        String path,
        String query,
        Optional<Account> account,
        String region,
        String csrf,
        boolean demo) {

    public boolean may(Right right) {
        return account.map(a -> a.may(right)).orElse(false);
    }

    public List<Place> places() {
        return account.map(a ->
                        Arrays.stream(Place.values()).filter(p -> p.shownTo(a)).toList())
                .orElse(List.of());
    }

    public boolean at(Place place) {
        return place.holds(path);
    }

    /** This page's address, to come back to. */
    public String here() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
