package org.liankang.web.indicator;

import java.time.YearMonth;
import org.liankang.uses.indicator.Scope;
import org.springframework.web.util.UriComponentsBuilder;

/** Which value a page looks at: an indicator, a month and a scope, as its address says it. */
record Focus(String code, YearMonth month, String division, String institution) {

    Scope scope() {
        if (!institution.isEmpty()) {
            return Scope.institution(institution);
        }
        return division.isEmpty() ? Scope.region() : Scope.division(division);
    }

    Focus division(String other) {
        return new Focus(code, month, other, "");
    }

    Focus institution(String other) {
        return new Focus(code, month, division, other);
    }

    Focus month(YearMonth other) {
        return new Focus(code, other, division, institution);
    }

    String path() {
        return address("/indicators/" + code).encode().toUriString();
    }

    String trendPath() {
        return address("/indicators/" + code + "/trend").encode().toUriString();
    }

    String peoplePath(String part, int offset) {
        var address = address("/indicators/" + code + "/people").queryParam("part", part);
        if (offset > 0) {
            address.queryParam("offset", offset);
        }
        return address.encode().toUriString();
    }

    private UriComponentsBuilder address(String path) {
        var address = UriComponentsBuilder.fromPath(path).queryParam("month", month);
        if (!division.isEmpty()) {
            address.queryParam("division", division);
        }
        if (!institution.isEmpty()) {
            address.queryParam("institution", institution);
        }
        return address;
    }
}
