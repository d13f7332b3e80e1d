package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;

/** What Argo CD is told of the resources' health, in {@code docs/argocd-cm.yaml}. */
class ArgoHealthTest {

    private static final String KEY = "resource.customizations.health.sluice.dev_";
    private static final JsonNode DATA = Manifests.yaml(
                    Chart.read(Chart.REPOSITORY.resolve("docs").resolve("argocd-cm.yaml")))
            .at("/data");

    @Test
    void everyKindHasTheTextOfTheDocument() {
        List<String> kinds = Chart.render("crds.install=true").all("CustomResourceDefinition").stream()
                .map(crd -> KEY + crd.at("/spec/names/kind").asText())
                .toList();

        assertThat(DATA.fieldNames()).toIterable().hasSize(3).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(DATA).allSatisfy(text -> assertThat(text.asText()).isEqualTo(InstallDocument.code("health")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DatabaseCluster  | no status                  |                                                            | Progressing
            DatabaseCluster  | no condition               | {observedGeneration: 0}                                    | Progressing
            DatabaseCluster  | no condition that counts   | {observedGeneration: 2, conditions: []}                    | Progressing
            DatabaseCluster  | True of an older spec      | {observedGeneration: 1, conditions: [{type: Ready, status: 'True', reason: Ok}]}            | Progressing
            DatabaseCluster  | False of an older spec     | {observedGeneration: 1, conditions: [{type: Ready, status: 'False', reason: NoPrimary}]}    | Progressing
            DatabaseCluster  | True                       | {observedGeneration: 2, conditions: [{type: Ready, status: 'True', reason: Ok}]}            | Healthy
            DatabaseCluster  | True beside others         | {observedGeneration: 2, conditions: [{type: Other, status: 'False', reason: A}, {type: Ready, status: 'True', reason: Ok}, {type: Passed, status: 'False', reason: B}]} | Healthy
            DatabaseCluster  | False                      | {observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: NoPrimary}]}    | Degraded
            DatabaseCluster  | Unknown                    | {observedGeneration: 2, conditions: [{type: Ready, status: Unknown, reason: ProbeBlind}]}   | Progressing
            DatabaseCluster  | paused                     | {observedGeneration: 2, conditions: [{type: Ready, status: Unknown, reason: Paused}]}       | Suspended
            QueryCachePolicy | True                       | {observedGeneration: 2, conditions: [{type: Ready, status: 'True', reason: Ok}]}            | Healthy
            QueryCachePolicy | paused                     | {observedGeneration: 2, conditions: [{type: Ready, status: Unknown, reason: Paused}]}       | Suspended
            QueryCachePolicy | False                      | {observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: RedisAway}]}    | Degraded
            MigrationCheck   | running                    | {observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: Running}, {type: Passed, status: Unknown, reason: Running}]}         | Progressing
            MigrationCheck   | not begun                  | {observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: ImageNotPulled}, {type: Passed, status: Unknown, reason: ImageNotPulled}]} | Progressing
            MigrationCheck   | a report that passes       | {observedGeneration: 2, conditions: [{type: Ready, status: 'True', reason: Reported}, {type: Passed, status: 'True', reason: NoFindings}]}       | Healthy
            MigrationCheck   | a report that fails        | {observedGeneration: 2, conditions: [{type: Ready, status: 'True', reason: Reported}, {type: Passed, status: 'False', reason: FindingsFail}]}    | Degraded
            MigrationCheck   | no report                  | {observedGeneration: 2, conditions: [{type: Ready, status: 'False', reason: JobFailed}, {type: Passed, status: 'False', reason: JobFailed}]}     | Degraded
            """)
    void healthFollowsTheConditions(String kind, String story, @Nullable String status, String health) {
        assertThat(health(DATA.path(KEY + kind).asText(), kind, status)
                        .get("status")
                        .checkjstring())
                .as(story)
                .isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            running  | [{type: Ready, status: 'False', reason: Running}, {type: Passed, status: Unknown, reason: Running}]             | Progressing
            reported | [{type: Ready, status: 'True', reason: Reported}, {type: Passed, status: 'False', reason: FindingsFail}]        | Healthy
            failed   | [{type: Ready, status: 'False', reason: JobFailed}, {type: Passed, status: 'False', reason: JobFailed}]         | Degraded
            """)
    void reportIsEnoughWithTheWordThatTheTextSaysToPut(String story, String conditions, String health) {
        String text = DATA.path(KEY + "MigrationCheck").asText();
        String ready = text.replace("and \"Passed\" or", "and \"Ready\" or");

        assertThat(ready).isNotEqualTo(text);
        assertThat(health(ready, "MigrationCheck", "{observedGeneration: 2, conditions: " + conditions + "}")
                        .get("status")
                        .checkjstring())
                .as(story)
                .isEqualTo(health);
    }

    @Test
    void messageIsThatOfTheConditionThatCounts() {
        String text = DATA.path(KEY + "MigrationCheck").asText();
        String conditions = "[{type: Passed, status: Unknown, message: Wait.}, {type: Ready, message: Other.}]";

        assertThat(health(text, "MigrationCheck", "{observedGeneration: 2, conditions: " + conditions + "}")
                        .get("message")
                        .checkjstring())
                .isEqualTo("Wait.");
        assertThat(health(text, "MigrationCheck", null).get("message").checkjstring())
                .isEqualTo("Waiting for the operator");
    }

    private static LuaValue health(String text, String kind, @Nullable String status) {
        Globals lua = new Globals();
        // No library but the basic one: Argo CD offers few.
        lua.load(new BaseLib());
        LoadState.install(lua);
        LuaC.install(lua);
        String resource =
                "{kind: %s, metadata: {generation: 2}%s}".formatted(kind, status == null ? "" : ", status: " + status);
        lua.set("obj", value(Manifests.yaml(resource)));
        return lua.load(text).call();
    }

    private static LuaValue value(JsonNode node) {
        if (node.isObject() || node.isArray()) {
            LuaTable table = new LuaTable();
            node.properties().forEach(field -> table.set(field.getKey(), value(field.getValue())));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                table.set(i + 1, value(node.get(i)));
            }
            return table;
        }
        return node.isNumber() ? LuaValue.valueOf(node.asInt()) : LuaValue.valueOf(node.asText());
    }
}
