package org.liankang.web.subscription;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.liankang.identity.access.Right;
import org.liankang.uses.subscription.Subscriptions;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.OperationAnswer;
import org.liankang.web.fhir.OperationRequest;

/** One operation of the Subscriptions R5 Backport IG; each tells an account of its own subscriptions only. */
record SubscriptionOperation(Description description, Function<OperationRequest, Subscriptions.Answer> work)
        implements Operation {

    static Operation of(
            String name,
            Set<Level> levels,
            String documentation,
            List<Parameter> parameters,
            Function<OperationRequest, Subscriptions.Answer> work) {
        var description = new Description(
                name,
                "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-" + name,
                levels,
                Set.of("Subscription"),
                Right.SUBSCRIBE,
                false,
                documentation,
                parameters);
        return new SubscriptionOperation(description, work);
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        Set<String> known = Set.copyOf(
                parameters().stream().filter(Parameter::in).map(Parameter::name).toList());
        for (String name : request.names()) {
            if (!known.contains(name)) {
                return OperationAnswer.refused(
                        "operation-parameter-unsupported", name, "the parameter is not supported");
            }
        }
        return switch (work.apply(request)) {
            case Subscriptions.Answer.Given(var resource) -> new OperationAnswer.Resource(resource);
            case Subscriptions.Answer.Refused(var finding) -> new OperationAnswer.Refused(List.of(finding));
        };
    }
}
