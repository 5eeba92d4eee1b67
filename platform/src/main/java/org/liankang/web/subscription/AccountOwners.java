package org.liankang.web.subscription;

import java.util.Optional;
import org.liankang.entry.receipt.Submission;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Purpose;
import org.liankang.uses.subscription.Owners;
import org.springframework.stereotype.Component;

/** Receipts say who brought a submission, accounts who that is now, and the audit trail keeps what they were told. */
@Component
class AccountOwners implements Owners {

    private final Submissions submissions;
    private final Accounts accounts;
    private final AuditTrail trail;

    AccountOwners(Submissions submissions, Accounts accounts, AuditTrail trail) {
        this.submissions = submissions;
        this.accounts = accounts;
        this.trail = trail;
    }

    @Override
    public String login(long submission) {
        return submissions.find(submission).map(Submission::login).orElse("");
    }

    @Override
    public Optional<Account> account(String login) {
        return accounts.byLogin(login).filter(Account::active);
    }

    @Override
    public void told(Account account, Purpose purpose, long resident, String reference) {
        trail.record(account, purpose, "subscription-tell", resident, reference);
    }
}
