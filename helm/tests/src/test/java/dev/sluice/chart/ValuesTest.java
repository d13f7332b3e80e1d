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
            image.repository="reg.example.com/Sluice"     | /image/repository
            annotations={"a b":""}                        | at '/annotations': additional properties 'a b' not allowed
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
            extraEnv=[{"name":"SLUICE_LEASE_NAME","value":"x"}] | extraEnv sets SLUICE_LEASE_NAME, which is the chart's own: it has the name of the objects: set fullnameOverride instead.
            extraEnv=[{"name":"sluice.nudge-enabled","value":"true"}] | extraEnv sets sluice.nudge-enabled, which is the chart's own: set nudge.enabled instead, which grants the rights too.
            extraEnv=[{"name":"KUBECONFIG","value":"/x"}] | extraEnv sets KUBECONFIG, which is the chart's own: the operator serves the cluster that it runs in
            extraEnv=[{"name":"KUBERNETES_MASTER","value":"/x"}] | extraEnv sets KUBERNETES_MASTER, which is the chart's own: the operator serves the cluster that it runs in
            extraEnv=[{"name":"quarkus.kubernetes-client.api-server-url","value":"/x"}] | which is the chart's own: the operator serves the cluster that it runs in
            extraEnv=[{"name":"QUARKUS_OPERATOR_SDK_CONTROLLERS__DATABASECLUSTER__NAMESPACES","value":"x"}] | which is the chart's own: set watchNamespaces instead
            extraEnv=[{"name":"_PROD_QUARKUS_HTTP_PORT","value":"80"}] | extraEnv sets _PROD_QUARKUS_HTTP_PORT, which is the chart's own: probes, the Service and the monitor ask port 8080.
            extraEnv=[{"name":"__PROD_DEV__SLUICE_LEASE_NAME","value":"x"}] | extraEnv sets __PROD_DEV__SLUICE_LEASE_NAME, which is the chart's own: it has the name of the objects
            extraEnv=[{"name":"_prod.quarkus.http.host-enabled","value":"false"}] | extraEnv sets _prod.quarkus.http.host-enabled, which is the chart's own: probes and metrics come from outside
            extraEnv=[{"name":"QUARKUS_HTTP_ROOT_PATH","value":"/x"}] | extraEnv sets QUARKUS_HTTP_ROOT_PATH, which is the chart's own: probes and the monitor ask below /q
            extraEnv=[{"name":"QUARKUS_HTTP_NON_APPLICATION_ROOT_PATH","value":"/x"}] | QUARKUS_HTTP_NON_APPLICATION_ROOT_PATH, which is the chart's own: probes and the monitor ask below /q
            extraEnv=[{"name":"QUARKUS_HTTP_INSECURE_REQUESTS","value":"disabled"}] | QUARKUS_HTTP_INSECURE_REQUESTS, which is the chart's own: probes, the Service and the monitor ask port 8080 without TLS
            extraEnv=[{"name":"A","value":"b"},{"name":"B"},{"name":"A","value":"c"}] | extraEnv has two entries A: leave one of them out.
            imagePullSecrets=[{"name":"a"},{"name":"a"}]  | imagePullSecrets has two entries a: leave one of them out.
            migrationChecks.imagePullSecrets=[{"name":"a"},{"name":"a"}] | migrationChecks.imagePullSecrets has two entries a: leave one of them out.
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway"},{"maxSkew":2,"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway"}] | topologySpreadConstraints has two entries of topologyKey a and whenUnsatisfiable ScheduleAnyway: leave one of them out.
            networkPolicy.databasePorts=[70000]           | /networkPolicy/databasePorts/0
            networkPolicy.apiServerPorts=[]               | /networkPolicy/apiServerPorts
            monitoring.monitor.kind="Probe"               | /monitoring/monitor/kind
            monitoring.monitor.interval="30"              | /monitoring/monitor/interval
            monitoring.alerts={}                          | additional properties 'alerts' not allowed
            monitoring.monitor.interval="0s"              | /monitoring/monitor/interval
            monitoring.monitor.interval="1s1m"            | /monitoring/monitor/interval
            monitoring.monitor.scrapeTimeout="31s"        | monitoring.monitor.scrapeTimeout is 31s, longer than monitoring.monitor.interval, which is 30s
            monitoring.monitor={"interval":"1m","scrapeTimeout":"1m1ms"} | scrapeTimeout is 1m1ms, longer than
            resources.limits={"memroy":"1Gi"}             | at '/resources/limits': additional properties 'memroy' not allowed
            resources.claims=[{"name":"gpu"}]             | additional properties 'claims' not allowed
            resources.requests.memory="-1Gi"              | at '/resources/requests/memory': '-1Gi' does not match
            resources.requests.memory=-1                  | /resources/requests/memory
            resources.requests.memory="256m"              | at '/resources/requests/memory': '256m' does not match
            resources.requests.cpu=-0.5                   | /resources/requests/cpu
            resources.requests.cpu="100Mi"                | at '/resources/requests/cpu': '100Mi' does not match
            resources.limits.memory="128Mi"               | resources.requests.memory is 256Mi, more than resources.limits.memory, which is 128Mi
            resources.limits.memory=2e8                   | resources.requests.memory is 256Mi, more than resources.limits.memory
            resources.limits.cpu=0.05                     | resources.requests.cpu is 100m, more than resources.limits.cpu, which is 0.05
            tmpSizeLimit="64m"                            | at '/tmpSizeLimit': '64m' does not match
            tmpSizeLimit="64"                             | tmpSizeLimit is 64, which is that many bytes or hardly more
            tmpSizeLimit="64k"                            | set 1Mi or more
            runAsUser=3000000000                          | /runAsUser
            labels={"team":"a b"}                         | at '/labels/team': 'a b' does not match
            labels={"a b":"team"}                         | at '/labels': additional properties 'a b' not allowed
            podLabels={"team":"-a"}                       | at '/podLabels/team': '-a' does not match
            annotations={"a/b/c":""}                      | at '/annotations': additional properties 'a/b/c' not allowed
            nodeSelector={"disk":"a/b"}                   | at '/nodeSelector/disk': 'a/b' does not match
            monitoring.rules.labels={"release":"a b"}     | at '/monitoring/rules/labels/release'
            serviceAccount.name="Gate"                    | at '/serviceAccount/name': 'Gate' does not match
            priorityClassName="very high"                 | at '/priorityClassName': 'very high' does not match
            imagePullSecrets=[{"name":"my_registry"}]     | at '/imagePullSecrets/0/name': 'my_registry' does not match
            test.image="a b"                              | /test/image
            podDisruptionBudget.maxUnavailable="200%"     | at '/podDisruptionBudget/maxUnavailable': '200%' does not match
            topologySpreadConstraints=[{"maxSkew":0,"topologyKey":"a","whenUnsatisfiable":"DoNotSchedule"}] | /topologySpreadConstraints/0/maxSkew
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a b","whenUnsatisfiable":"DoNotSchedule"}] | /topologySpreadConstraints/0/topologyKey
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway","minDomains":2}] | /topologySpreadConstraints/0/whenUnsatisfiable
            tolerations=[{"key":"a","operator":"exists"}] | /tolerations/0/operator
            tolerations=[{"key":"a","operator":"Exists","value":"b"}] | /tolerations/0/value
            tolerations=[{"operator":"Equal","value":"b"}] | at '/tolerations/0': missing property 'key'
            tolerations=[{"key":"a","effect":"NoSchedule","tolerationSeconds":3}] | /tolerations/0/effect
            tolerations=[{"key":"a","operator":"Lt","value":"1"}] | /tolerations/0/operator
            tolerations=[{"key":"a..b/c","operator":"Exists"}] | /tolerations/0/key
            labels={"a..b/c":"d"}                         | at '/labels': additional properties 'a..b/c' not allowed
            annotations={"a-.b/c":"d"}                    | at '/annotations': additional properties 'a-.b/c' not allowed
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a..b/c","whenUnsatisfiable":"DoNotSchedule"}] | /topologySpreadConstraints/0/topologyKey
            extraEnv=[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.annotations"}}}] | /extraEnv/0/valueFrom/fieldRef/fieldPath
            extraEnv=[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.foo"}}}] | /extraEnv/0/valueFrom/resourceFieldRef/resource
            extraVolumes=[{"name":"a","downwardAPI":{"items":[{"path":"b","fieldRef":{"fieldPath":"spec.nodeName"}}]}}] | /extraVolumes/0/downwardAPI/items/0/fieldRef/fieldPath
            affinity={"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["A B"]}]}]}}} | matchFields/0/values/0'
            migrationChecks.tolerations=[{"value":"b"}]   | at '/migrationChecks/tolerations/0': missing property 'key'
            affinity={"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"In"}]}]}}} | matchExpressions/0': missing property 'values'
            affinity={"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]}]}}} | matchExpressions/0/values'
            affinity={"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Gt","values":["b"]}]}]}}} | matchExpressions/0/values/0'
            networkPolicy.extraEgress=[{"ports":[{"port":"5432"}]}] | /networkPolicy/extraEgress/0/ports/0/port
            networkPolicy.extraEgress=[{"ports":[{"port":"a-port-of-16-let"}]}] | /networkPolicy/extraEgress/0/ports/0/port
            networkPolicy.extraEgress=[{"ports":[{"port":"redis","endPort":7000}]}] | /networkPolicy/extraEgress/0/ports/0/port
            networkPolicy.extraEgress=[{"ports":[{"endPort":7000}]}] | at '/networkPolicy/extraEgress/0/ports/0': missing property 'port'
            networkPolicy.ingressFrom=[{"ipBlock":{"cidr":"10.0.0.0"}}] | /networkPolicy/ingressFrom/0/ipBlock/cidr
            networkPolicy.ingressFrom=[{"ipBlock":{"cidr":"10.0.0.0/8"},"podSelector":{}}] | /networkPolicy/ingressFrom/0/podSelector
            extraEnv=[{"name":"A=B"}]                     | at '/extraEnv/0/name': 'A=B' does not match
            extraEnv=[{"name":"A","value":"b","valueFrom":{"secretKeyRef":{"name":"a","key":"b"}}}] | /extraEnv/0/value
            extraEnv=[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.nam"}}}] | /extraEnv/0/valueFrom/fieldRef/fieldPath
            extraEnvFrom=[{"prefix":"A_"}]                | at '/extraEnvFrom/0': missing property 'secretRef'
            extraEnvFrom=[{"configMapRef":{"name":"a"},"secretRef":{"name":"b"}}] | /extraEnvFrom/0/secretRef
            extraVolumes=[{"name":"a","emptyDir":{"sizeLimit":"1 G"}}] | /extraVolumes/0/emptyDir/sizeLimit
            extraVolumes=[{"name":"a","emptyDir":{}},{"name":"a","emptyDir":{}}] | extraVolumes has two volumes a: give one of them another name
            extraVolumeMounts=[{"name":"a","mountPath":"/a"}] | extraVolumeMounts mounts a volume a, which extraVolumes does not have: add it there
            extraVolumeMounts=[{"name":"tmp","mountPath":"/a"},{"name":"tmp","mountPath":"/a/"}] | extraVolumeMounts mounts two volumes at /a: mount one of them elsewhere
            extraVolumeMounts=[{"name":"tmp","mountPath":"/a:b"}] | /extraVolumeMounts/0/mountPath
            tmpSizeLimit=0.5                              | /tmpSizeLimit
            affinity={"nodeAffinity":{"required":{}}}     | additional properties 'required' not allowed
            affinity={"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKeys":"a"}]}} | additional properties 'topologyKeys' not allowed
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabel":{}}}] | additional properties 'matchLabel' not allowed
            extraEnv=[{"name":"A","valueFrom":{"secretKeyref":{"name":"a","key":"b"}}}] | additional properties 'secretKeyref' not allowed
            extraEnv=[{"name":"A","valueFrom":{"secretKeyRef":{"name":"a","keys":"b"}}}] | additional properties 'keys' not allowed
            extraEnv=[{"name":"SLUICE_MIGRATION_CHECKS_POD","value":"{}"}] | extraEnv sets SLUICE_MIGRATION_CHECKS_POD, which is the chart's own
            extraEnvFrom=[{"secretRef":{"secretName":"a"}}] | additional properties 'secretName' not allowed
            extraVolumes=[{"name":"a","secret":{"name":"a"}}] | additional properties 'name' not allowed
            extraVolumes=[{"name":"a","configMap":{"name":"a","defaultmode":292}}] | additional properties 'defaultmode' not allowed
            extraVolumes=[{"name":"a","hostPath":{"path":"/"}}] | additional properties 'hostPath' not allowed
            extraVolumes=[{"name":"a"}]                   | /extraVolumes/0
            extraVolumes=[{"name":"tmp","emptyDir":{}}]   | extraVolumes has a volume tmp, which is the chart's own: give it another name
            extraVolumeMounts=[{"name":"a","mountPath":"/tmp/"}] | extraVolumeMounts mounts a at /tmp, where the chart's own volume is: mount it elsewhere
            extraVolumeMounts=[{"name":"a","mountPath":"/sluice/"}] | extraVolumeMounts mounts a at /sluice, where it hides the program: mount it elsewhere
            extraVolumeMounts=[{"name":"a","mountPath":"/sluice/../sluice/lib"}] | extraVolumeMounts mounts a at /sluice/lib, where it hides the program
            extraVolumeMounts=[{"name":"a","mountPath":"/sluice/cli/lib"}] | extraVolumeMounts mounts a at /sluice/cli/lib, where it hides the program
            extraVolumeMounts=[{"name":"a","mountPath":"/sluice/sluice-operator.jar","subPath":"b"}] | extraVolumeMounts mounts a at /sluice/sluice-operator.jar, where it hides the program
            extraVolumeMounts=[{"name":"a","mountPath":"//"}] | extraVolumeMounts mounts a at /, where it hides the program
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            extraEnv=[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.annotations['a/b']"}}}]
            extraVolumes=[{"name":"a","downwardAPI":{"items":[{"path":"b","fieldRef":{"fieldPath":"metadata.annotations"}}]}}]
            labels={"a-b.c/d":"e"}
            extraEnv=[{"name":"A","value":"b"},{"name":"a","value":"b"},{"name":"_PROD_QUARKUS_LOG_LEVEL","value":"DEBUG"}]
            extraEnv=[{"name":"MY_SLUICE_LEASE_NAME","value":"b"}]
            imagePullSecrets=[{"name":"a"},{"name":"b"}]
            extraVolumes=[{"name":"a","emptyDir":{}}],extraVolumeMounts=[{"name":"a","mountPath":"/sluice/config"},{"name":"a","mountPath":"/sluices"}]
            topologySpreadConstraints=[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway"},{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"DoNotSchedule"}]
            """)
    void whatOnlyLooksTheSameIsTaken(String setting) {
        assertThat(Chart.render(setting).all("Deployment")).hasSize(1);
    }

    /** What the chart sets itself, in whatever case, is refused with the reason. */
    @Test
    void noVariableOfTheChartsOwnCanBeSetAgain() {
        List<String> own = new ArrayList<>();
        Chart.render(Chart.valueFile("everything"))
                .container()
                .at("/env")
                .forEach(variable -> own.add(variable.at("/name").asText()));

        assertThat(own.stream().filter(name -> name.matches("(SLUICE|QUARKUS)_.*")))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(Chart.templateWith("extraEnv=[{\"name\":\"%s\"}]".formatted(name))
                                .failed())
                        .contains("extraEnv sets " + name + ", which is the chart's own: "));
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
