package org.liankang.uses.contract;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.liankang.base.policy.Policies;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the record and counts again what was promised to whom it touches, and what was done. */
@Component
class ContractBook extends PostgresBook {

    private static final int MOST = 1000;

    private final ContractStore store;
    private final Packages packages;
    private final ContractPolicy policy;
    private final Clock clock;

    ContractBook(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Migrations migrations,
            Policies policies,
            Packages packages,
            ContractPolicy policy,
            Clock clock) {
        super("contract", jdbc, transaction, migrations);
        this.store = new ContractStore(jdbc);
        this.packages = packages;
        this.policy = policy;
        this.clock = clock;
        transaction.executeWithoutResult(status -> {
            if (!store.sameRules(Packages.digest(policies))) {
                countAll();
            }
        });
    }

    @Override
    protected void follow(List<Version> changes) {
        Set<Long> touched = store.take(Reading.of(changes, clock.getZone(), policy));
        if (!touched.isEmpty()) {
            count(touched);
        }
    }

    /** Other packages promise other things: everyone is counted again before anything is answered. */
    private void countAll() {
        List<Long> some = store.signed(0, MOST);
        while (!some.isEmpty()) {
            count(some);
            some = store.signed(some.getLast(), MOST);
        }
    }

    private void count(Collection<Long> residents) {
        store.replace(
                residents,
                store.facts(residents).stream()
                        .map(facts -> Counting.count(packages, policy, facts))
                        .toList());
    }

    @Override
    protected List<String> tables() {
        return List.of(
                "patient",
                "diagnosis",
                "service",
                "organization",
                "team",
                "agreement",
                "answer",
                "promise",
                "fulfilment");
    }
}
