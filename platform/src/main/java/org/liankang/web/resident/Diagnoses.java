package org.liankang.web.resident;

import org.liankang.record.fields.Fields;
import org.liankang.record.terms.Checked;
import org.liankang.record.terms.Coding;
import org.liankang.record.terms.Terminology;
import org.springframework.stereotype.Component;

/** The name of a diagnosis code, for diagnoses that came without words. */
@Component
public class Diagnoses {

    private final Terminology terminology;

    Diagnoses(Terminology terminology) {
        this.terminology = terminology;
    }

    /** Empty when nobody here knows it. */
    public String name(String code) {
        return code.isEmpty()
                ? ""
                : terminology
                        .check(new Coding(Fields.ICD10, code), "")
                        .orElse(refused -> new Checked(false, "", "", ""))
                        .display();
    }
}
