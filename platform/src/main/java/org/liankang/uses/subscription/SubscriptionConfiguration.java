package org.liankang.uses.subscription;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.liankang.base.policy.Policies;
import org.liankang.base.sql.Migrations;
import org.liankang.entry.Suitability;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts subscriptions together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionConfig.class)
class SubscriptionConfiguration {

    @Bean
    History subscriptionHistory(Records records) {
        return new History() {
            @Override
            public Optional<Version> before(Version version) {
                return version.number() == 1
                        ? Optional.empty()
                        : records.version(version.type(), version.id(), version.number() - 1);
            }

            @Override
            public Optional<Version> at(long position) {
                return records.between(position - 1, position).stream().findFirst();
            }
        };
    }

    @Bean
    SubscriptionBook subscriptionBook(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Migrations migrations,
            Policies policies,
            Criteria criteria,
            Records records,
            History history,
            Owners owners,
            Bell bell) {
        return new SubscriptionBook(
                jdbc,
                transaction,
                migrations,
                database -> Topics.read(policies, criteria, database, records.last()),
                criteria,
                history,
                owners,
                bell);
    }

    @Bean
    Suitability subscriptionSuitability(SubscriptionBook book, Criteria criteria, SubscriptionConfig config) {
        return new SubscriptionSuitability(book::topics, criteria, new Endpoints(config, InetAddress::getAllByName));
    }

    @Bean
    Deliveries deliveries(
            SubscriptionBook book,
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            History history,
            Owners owners,
            SubscriptionConfig config,
            Bell bell,
            Clock clock) {
        return new Deliveries(
                subscriptions,
                deliveries,
                new Sight(history, owners),
                new Endpoints(config, InetAddress::getAllByName),
                new Hook(),
                new Backoff(new SecureRandom()),
                config,
                bell,
                clock);
    }

    @Bean
    Subscriptions subscriptions(
            SubscriptionBook book,
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            History history,
            Owners owners,
            SubscriptionConfig config,
            Bell bell,
            Clock clock) {
        return new Subscriptions(
                book,
                subscriptions,
                deliveries,
                new Sight(history, owners),
                new Notification(config.publicUrl()),
                bell,
                new SecureRandom(),
                clock);
    }
}
