package org.liankang.web.quality;

import org.liankang.identity.access.AccessRefused;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.quality.Qualities;
import org.liankang.web.view.NotFound;
import org.springframework.stereotype.Component;

/** Whose mistakes an account sees: an account of an institution its own, one of the bureau all. */
@Component("qualitySight")
class Sight {

    private final CurrentAccount current;
    private final Institutions institutions;

    Sight(CurrentAccount current, Institutions institutions) {
        this.current = current;
        this.institutions = institutions;
    }

    /**
     * The number of the own institution, or {@link Qualities#ALL}.
     *
     * @throws AccessRefused for an account that belongs to none and may not see all
     */
    long own() {
        Account account = current.require(Right.SEE_QUALITY);
        if (!account.institution().isEmpty()) {
            return institutions
                    .byCode(account.institution())
                    .map(Institution::id)
                    .orElseThrow(() -> new NotFound("institution"));
        }
        current.require(Right.SEE_ALL_QUALITY);
        return Qualities.ALL;
    }

    /** The institution asked for; what is not one's own answers as if it were not there. */
    long asked(long institution) {
        long own = own();
        if (institution < 0 || own != Qualities.ALL && own != institution) {
            throw new NotFound("institution");
        }
        return institution;
    }
}
