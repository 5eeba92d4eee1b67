package org.liankang.uses.reminder;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The senders that the region's {@code gateways} folder describes, as far as {@code reminders.yaml} lists them. */
@Component
class Gateways implements AutoCloseable {

    private final List<GatewaySender> senders;

    @Autowired
    Gateways(Policies policies, Environment environment) {
        this(policies, environment::getProperty);
    }

    /**
     * @param variables the value of an environment variable, or null
     * @throws PolicyError if a gateway that is listed has no address, or its secret is not there
     */
    Gateways(Policies policies, Function<String, String> variables) {
        List<String> listed = ReminderRules.read(policies).senders();
        this.senders = policies.files("gateways", ".yaml").stream()
                .map(file -> new Read(file, Policies.yaml(file, Gateway.class)))
                .filter(read -> listed.contains(read.gateway().gateway()))
                .map(read -> read.sender(variables))
                .toList();
    }

    private record Read(Path file, Gateway gateway) {

        GatewaySender sender(Function<String, String> variables) {
            if (gateway.url().isEmpty()) {
                throw new PolicyError(file.toString(), 0, "is listed as a sender and has no url");
            }
            String secret = gateway.secret().isEmpty() ? "" : variables.apply(gateway.secret());
            if (secret == null || secret.isEmpty() && !gateway.secret().isEmpty()) {
                throw new PolicyError(
                        file.toString(), 0, "is listed as a sender, and " + gateway.secret() + " is not set");
            }
            return new GatewaySender(gateway, secret);
        }
    }

    List<? extends Sender> senders() {
        return senders;
    }

    @Override
    public void close() {
        senders.forEach(GatewaySender::close);
    }
}
