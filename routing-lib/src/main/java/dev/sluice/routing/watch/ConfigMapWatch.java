package dev.sluice.routing.watch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches one ConfigMap by its name, and goes on trying when that breaks. */
final class ConfigMapWatch implements AutoCloseable {

    private final SharedIndexInformer<ConfigMap> informer;

    /** Is told what the watch brings, on the client's threads. */
    interface Listener {

        /** The document of the ConfigMap, null when it has none. */
        void document(@Nullable String json);

        /** There is no such ConfigMap, or no more. */
        void absent();

        /** The watch has broken, or could not begin; it is tried again. Says why, in the API server's words if there are. */
        void failed(String why);
    }

    private ConfigMapWatch(SharedIndexInformer<ConfigMap> informer, String key, Listener listener) {
        this.informer = informer;
        informer.addEventHandler(new Told(key, listener::document, listener::absent));
        informer.exceptionHandler((started, error) -> {
            listener.failed(why(error));
            return true;
        });
        informer.start().whenComplete((done, error) -> {
            if (error != null) {
                listener.failed(why(error));
            } else if (informer.getStore().list().isEmpty()) {
                listener.absent();
            }
        });
    }

    /** Begins to watch, and does not wait for anything. */
    static ConfigMapWatch begin(KubernetesClient client, String namespace, String name, String key, Listener listener) {
        var informer = client.configMaps().inNamespace(namespace).withName(name).runnableInformer(0);
        return new ConfigMapWatch(informer, key, listener);
    }

    /** Whether the API server tells each change at present. */
    boolean isHeard() {
        return informer.isWatching();
    }

    @Override
    public void close() {
        informer.stop();
    }

    // The client's own message repeats the whole answer, several times.
    private static String why(Throwable error) {
        Throwable cause = error;
        while (!(cause instanceof KubernetesClientException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof KubernetesClientException refused
                && refused.getStatus() != null
                && refused.getStatus().getMessage() != null) {
            String said = refused.getStatus().getMessage();
            return refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? said + "; allow list and watch on it" : said;
        }
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private record Told(String key, Consumer<@Nullable String> document, Runnable absent)
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
            absent.run();
        }

        private @Nullable String json(ConfigMap map) {
            return map.getData() == null ? null : map.getData().get(key);
        }
    }
}
