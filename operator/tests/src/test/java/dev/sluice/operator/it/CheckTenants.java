package dev.sluice.operator.it;

import dev.sluice.testing.kubernetes.LogNode;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands each test a tenant with one migration, on a node that all of them share and that leaves with the last. */
final class CheckTenants implements ParameterResolver {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(CheckTenants.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CheckTenant.class;
    }

    @Override
    public CheckTenant resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LogNode node = context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(
                        LogNode.class, key -> LogNode.join(Platform.shared().client(), "mck-node"), LogNode.class);
        CheckTenant tenant = CheckTenant.of(Platform.shared(), node);
        tenant.files("migrations", Map.of("V1.sql", "CREATE INDEX a ON b (c);"));
        return tenant;
    }
}
