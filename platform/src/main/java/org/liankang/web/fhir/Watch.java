package org.liankang.web.fhir;

import java.util.List;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Traces every resident whose data a FHIR request shows. */
@Component
class Watch {

    void seen(String interaction, List<Version> versions) {}
}
