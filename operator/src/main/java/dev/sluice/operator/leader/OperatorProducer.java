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
 * Makes the operator of the SDK, in the place of the Quarkus extension's, which has a proxy that is an operator too: each making of the
 * proxy makes a client of the API server that nobody uses, which takes a tenth of the start.
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
