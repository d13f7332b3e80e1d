package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.tool.GoTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

    private static final JsonNode SCHEMA = Manifests.yaml(Chart.read(Chart.FOLDER.resolve("values.schema.json")));
    private static final JsonNode VALUES = Manifests.yaml(Chart.read(Chart.FOLDER.resolve("values.yaml")));

    /** What Helm hands down; no value of this chart. */
    private static final Set<String> OPEN = Set.of("/global");

    @Test
    void emptyRepositoryIsRefusedInOneSentence() {
        String output = GoTool.HELM.with(Map.of()).attempt(Chart.arguments()).failed();

        assertThat(output)
                .contains("image.repository is empty: build the operator's image (make image), push it where your"
                        + " cluster pulls from, and name it, for example"
                        + " --set image.repository=registry.example.com/sluice-operator.")
                .doesNotContain("nil pointer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replica=2                                     | additional properties 'replica' not allowed
            image.repo="x"                                | additional properties 'repo' not allowed
            image.repository=""                           | image.repository is empty
            serviceAccount.create=false                   | serviceAccount.name is empty while serviceAccount.create is false
            fullnameOverride="1st"                        | /fullnameOverride
            nameOverride="Gate"                           | /nameOverride
            image.repository="sluice-operator:1.0"        | /image/repository
            image.repository="reg.example.com:5000"       | /image/repository
            image.tag="a b"                               | /image/tag
            image.digest="sha256:12"                      | /image/digest
            image.pullPolicy="Sometimes"                  | /image/pullPolicy
            imagePullSecrets=["registry"]                 | /imagePullSecrets/0
            replicas=-1                                   | /replicas
            replicas="2"                                  | /replicas
            watchNamespaces="orders"                      | /watchNamespaces
            watchNamespaces=["Orders"]                    | /watchNamespaces/0
            watchNamespaces=["orders","orders"]           | /watchNamespaces
            publishTo.namespaces="shop"                   | /publishTo/namespaces
            publishTo.namespaces=["Shop"]                 | /publishTo/namespaces/0
            publishTo.namespace=["shop"]                  | additional properties 'namespace' not allowed
            nudge.enabled="yes"                           | /nudge/enabled
            migrationChecks.imageVolumes="yes"            | /migrationChecks/imageVolumes
            crds.instal=false                             | additional properties 'instal' not allowed
            resources.limit={"memory":"1Gi"}              | additional properties 'limit' not allowed
            resources.limits.memory="1 GB"                | /resources/limits/memory
            probes.liveness.path="/"                      | additional properties 'path' not allowed
            runAsUser=0                                   | /runAsUser
            podDisruptionBudget.minAvailable=1            | additional properties 'minAvailable' not allowed
            topologySpreadConstraints=[{"maxSkew":1}]     | /topologySpreadConstraints/0
            affinity.podAfinity={}                        | additional properties 'podAfinity' not allowed
            tolerations=[{"effect":"NoShedule"}]          | /tolerations/0/effect
            labels.team=1                                 | /labels/team
            extraEnv=[{"value":"x"}]                      | /extraEnv/0
            extraEnv=[{"name":"SLUICE_LEASE_NAME","value":"x"}] | /extraEnv/0/name
            networkPolicy.databasePorts=[70000]           | /networkPolicy/databasePorts/0
            networkPolicy.apiServerPorts=[]               | /networkPolicy/apiServerPorts
            monitoring.monitor.kind="Probe"               | /monitoring/monitor/kind
            monitoring.monitor.interval="30"              | /monitoring/monitor/interval
            monitoring.alerts={}                          | additional properties 'alerts' not allowed
            monitoring.monitor.interval="0s"              | /monitoring/monitor/interval
            monitoring.monitor.interval="1s1m"            | /monitoring/monitor/interval
            monitoring.monitor.scrapeTimeout="31s"        | monitoring.monitor.scrapeTimeout is 31s, longer than monitoring.monitor.interval, which is 30s
            monitoring.monitor={"interval":"1m","scrapeTimeout":"1m1ms"} | scrapeTimeout is 1m1ms, longer than
            resources.limits={"memroy":"1Gi"}             | invalid propertyName 'memroy'
            resources.claims=[{"nam":"gpu"}]              | additional properties 'nam' not allowed
            tmpSizeLimit=0.5                              | /tmpSizeLimit
            affinity={"nodeAffinity":{"required":{}}}     | additional properties 'required' not allowed
            affinity={"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKeys":"a"}]}} | additional properties 'topologyKeys' not allowed
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabel":{}}}] | additional properties 'matchLabel' not allowed
            extraEnv=[{"name":"A","valueFrom":{"secretKeyref":{"name":"a","key":"b"}}}] | additional properties 'secretKeyref' not allowed
            extraEnv=[{"name":"A","valueFrom":{"secretKeyRef":{"name":"a","keys":"b"}}}] | additional properties 'keys' not allowed
            extraEnv=[{"name":"SLUICE_MIGRATION_CHECKS_POD","value":"{}"}] | /extraEnv/0/name
            extraEnvFrom=[{"secretRef":{"secretName":"a"}}] | additional properties 'secretName' not allowed
            extraVolumes=[{"name":"a","secret":{"name":"a"}}] | additional properties 'name' not allowed
            extraVolumes=[{"name":"a","configMap":{"name":"a","defaultmode":292}}] | additional properties 'defaultmode' not allowed
            extraVolumes=[{"name":"a","hostPath":{"path":"/"}}] | additional properties 'hostPath' not allowed
            extraVolumes=[{"name":"a"}]                   | /extraVolumes/0
            extraVolumes=[{"name":"tmp","emptyDir":{}}]   | extraVolumes has a volume tmp, which is the chart's own: give it another name
            extraVolumeMounts=[{"name":"a","mountPath":"/tmp/"}] | extraVolumeMounts mounts a at /tmp, where the chart's own volume is: mount it elsewhere
            extraVolumeMounts=[{"name":"a","mountPath":"/a","readonly":true}] | additional properties 'readonly' not allowed
            networkPolicy={"ingressFrom":[{"ipBlock":{"cdir":"10.0.0.0/8"}}]} | additional properties 'cdir' not allowed
            networkPolicy={"extraEgress":[{"ports":[{"prot":80}]}]} | additional properties 'prot' not allowed
            migrationChecks.tolerations=[{"keys":"a"}]    | additional properties 'keys' not allowed
            migrationChecks.imagePullSecrets=["registry"] | /migrationChecks/imagePullSecrets/0
            test.timeoutSeconds=0                         | /test/timeoutSeconds
            """)
    void wrongValueIsRefusedByItsName(String setting, String message) {
        assertThat(Chart.templateWith(setting).failed()).contains(message);
    }

    @Test
    void everyValueHasASchemaAndEverySchemaAValue() {
        assertThat(leaves(VALUES, "", new TreeSet<>())).isEqualTo(properties(SCHEMA, "", new TreeSet<>()));
    }

    @Test
    void noKeyIsTakenThatNobodyReads() {
        List<String> open = new ArrayList<>();
        collectOpen(SCHEMA, "", open);
        assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    }

    @Test
    void everyValueIsExplained() {
        List<String> explained = ValuesTable.read().rows().stream()
                .map(row -> "/" + row.path().replace('.', '/'))
                .toList();

        assertThat(leaves(VALUES, "", new TreeSet<>()))
                .allSatisfy(leaf ->
                        assertThat(explained).anyMatch(path -> leaf.equals(path) || leaf.startsWith(path + "/")));
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** The paths down to what the schema knows as fields. */
    private static Set<String> properties(JsonNode schema, String path, Set<String> paths) {
        JsonNode properties = resolve(schema).at("/properties");
        properties.properties().forEach(field -> {
            String below = path + "/" + field.getKey();
            if (!resolve(field.getValue()).at("/properties").isEmpty()) {
                properties(field.getValue(), below, paths);
            } else if (!below.equals("/global")) {
                paths.add(below);
            }
        });
        return paths;
    }

    private static Set<String> leaves(JsonNode values, String path, Set<String> paths) {
        return leaves(values, SCHEMA, path, paths);
    }

    // An empty map stands for what the schema knows of it; fields that have no default are in the schema only.
    private static Set<String> leaves(JsonNode values, JsonNode schema, String path, Set<String> paths) {
        resolve(schema).at("/properties").properties().forEach(field -> {
            String below = path + "/" + field.getKey();
            JsonNode value = values.path(field.getKey());
            boolean object = !resolve(field.getValue()).at("/properties").isEmpty();
            boolean optional = below.matches("/(affinity|resources|probes)/.*");
            if (object && (value.isObject() || optional)) {
                leaves(value, field.getValue(), below, paths);
            } else if (!value.isMissingNode() || optional) {
                paths.add(below);
            }
        });
        values.properties().forEach(field -> {
            if (resolve(schema).at("/properties").path(field.getKey()).isMissingNode()
                    && !resolve(schema).at("/properties").isEmpty()) {
                paths.add(path + "/" + field.getKey());
            }
        });
        return paths;
    }

    private static void collectOpen(JsonNode schema, String path, List<String> open) {
        JsonNode node = resolve(schema);
        if (node.at("/type").asText().equals("object")
                && node.at("/additionalProperties").isMissingNode()) {
            open.add(path);
        }
        node.at("/properties").properties().forEach(field -> {
            if (!open.contains(path)) {
                collectOpen(field.getValue(), path + "/" + field.getKey(), open);
            }
        });
        if (node.has("items")) {
            collectOpen(node.get("items"), path + "/*", open);
        }
    }
}
