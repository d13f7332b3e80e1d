package dev.sluice.operator.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Leaves out who has written which field. The operator never asks for it, and with a map for each field of spec and
 * status it is a third of what a cluster takes in memory.
 */
@Singleton
class WithoutManagedFields implements KubernetesClientObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(ObjectMeta.class, Trimmed.class);
    }

    @JsonIgnoreProperties("managedFields")
    private interface Trimmed {}
}
