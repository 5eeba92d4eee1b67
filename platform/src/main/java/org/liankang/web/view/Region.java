package org.liankang.web.view;

import org.liankang.base.policy.Policies;
import org.springframework.stereotype.Component;

/** The name of the region this platform serves. */
@Component
class Region {

    private final String code;

    Region(Policies policies) {
        this.code = policies.region();
    }

    String name(Language language) {
        return code;
    }
}
