package dev.sluice.routing.watch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches one ConfigMap by its name, and goes on trying when that breaks. */
final class ConfigMapWatch implements AutoCloseable {

    private final SharedIndexInformer<ConfigMap> informer;

    /** Is told what the watch brings, on the client's threads. */
    interface Listener {

        /** The document of the ConfigMap, null when it has none. */
        void document(@Nullable String json);

        /** The ConfigMap is gone. */
        void deleted();

        /** The watch has broken, or could not begin; it is tried again. */
        void failed(Throwable error);
    }

    private ConfigMapWatch(SharedIndexInformer<ConfigMap> informer, String key, Listener listener) {
        this.informer = informer;
        informer.addEventHandler(new Told(key, listener::document, listener::deleted));
        informer.exceptionHandler((started, error) -> {
            listener.failed(error);
            return true;
        });
    }

    static ConfigMapWatch of(KubernetesClient client, String namespace, String name, String key, Listener listener) {
        var informer = client.configMaps().inNamespace(namespace).withName(name).runnableInformer(0);
        return new ConfigMapWatch(informer, key, listener);
    }

    void begin(Consumer<Throwable> failed) {
        informer.start().whenComplete((done, error) -> {
            if (error != null) {
                failed.accept(error);
            }
        });
    }

    /** Whether the API server tells each change at present. */
    boolean isHeard() {
        return informer.isWatching();
    }

    @Override
    public void close() {
        informer.stop();
    }

    private record Told(String key, Consumer<@Nullable String> document, Runnable deleted)
            implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap map) {
            document.accept(json(map));
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap now) {
            document.accept(json(now));
        }

        @Override
        public void onDelete(ConfigMap map, boolean unseen) {
            deleted.run();
        }

        private @Nullable String json(ConfigMap map) {
            return map.getData() == null ? null : map.getData().get(key);
        }
    }
}
