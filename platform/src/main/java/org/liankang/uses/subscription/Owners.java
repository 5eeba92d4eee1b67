package org.liankang.uses.subscription;

import java.util.Optional;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Purpose;

/** Who stands behind a subscription, and the trace of what they were told. */
public interface Owners {

    /** The login that brought a submission; never another one for the same submission. */
    String login(long submission);

    /** The account as it is now. */
    Optional<Account> account(String login);

    /** A resident's data went out to the account. */
    void told(Account account, Purpose purpose, long resident, String reference);
}
