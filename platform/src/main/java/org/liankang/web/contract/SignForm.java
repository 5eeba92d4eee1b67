package org.liankang.web.contract;

import java.util.List;
import org.liankang.uses.contract.Signature;
import org.liankang.uses.contract.Wish;

/**
 * What stands on the signing page, as typed.
 *
 * @param formId sent twice, signed once
 * @param strokes of the signature; empty when nothing usable was drawn
 */
public record SignForm(
        Wish.Kind kind,
        String formId,
        String team,
        List<String> packages,
        String starts,
        String ends,
        String way,
        String strokes,
        String where,
        String guardian) {

    public String shownStrokes() {
        return Signature.parse(strokes).map(Signature::strokes).orElse("");
    }
}
