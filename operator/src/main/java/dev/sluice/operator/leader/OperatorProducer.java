package dev.sluice.operator.leader;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the operator of the SDK, in the place of the Quarkus extension's: that one has a proxy which is an operator too, and
 * makes a client of the API server for itself that nobody uses.
 */
class OperatorProducer {

    @Produces
    @Singleton
    Operator operator(
            QuarkusConfigurationService configuration, @Any Instance<Reconciler<? extends HasMetadata>> reconcilers) {
        Operator operator = new Operator(configuration);
        reconcilers.forEach(operator::register);
        return operator;
    }
}
