{{- /* What a schema cannot say: values that only fit together or not, each refused in one sentence. */ -}}

{{- define "sluice.checkVolumes" -}}
{{- $volumes := list "tmp" }}
{{- range .Values.extraVolumes }}
{{- if eq .name "tmp" }}{{ fail "extraVolumes has a volume tmp, which is the chart's own: give it another name." }}{{ end }}
{{- if has .name $volumes }}{{ fail (printf "extraVolumes has two volumes %s: give one of them another name." .name) }}{{ end }}
{{- $volumes = append $volumes .name }}
{{- end }}
{{- $paths := list }}
{{- range .Values.extraVolumeMounts }}
{{- $path := clean .mountPath }}
{{- if eq $path "/tmp" }}{{ fail (printf "extraVolumeMounts mounts %s at /tmp, where the chart's own volume is: mount it elsewhere." .name) }}{{ end }}
{{- if or (eq $path "/") (regexMatch "^/sluice(/(app|cli|lib|quarkus|sluice-operator[.](jar|jsa|options))(/.*)?)?$" $path) }}{{ fail (printf "extraVolumeMounts mounts %s at %s, where it hides the program: mount it elsewhere." .name $path) }}{{ end }}
{{- if not (has .name $volumes) }}{{ fail (printf "extraVolumeMounts mounts a volume %s, which extraVolumes does not have: add it there." .name) }}{{ end }}
{{- if has $path $paths }}{{ fail (printf "extraVolumeMounts mounts two volumes at %s: mount one of them elsewhere." $path) }}{{ end }}
{{- $paths = append $paths $path }}
{{- end }}
{{- end -}}

{{- /* Lists that the API server keeps by a key, of which it takes no two entries with the same. */ -}}
{{- define "sluice.checkTwice" -}}
{{- $path := index . 0 }}
{{- $names := list }}
{{- range index . 1 }}
{{- if has .name $names }}{{ fail (printf "%s has two entries %s: leave one of them out." $path .name) }}{{ end }}
{{- $names = append $names .name }}
{{- end }}
{{- end -}}

{{- define "sluice.checkLists" -}}
{{- include "sluice.checkTwice" (list "extraEnv" .Values.extraEnv) }}
{{- include "sluice.checkTwice" (list "imagePullSecrets" .Values.imagePullSecrets) }}
{{- include "sluice.checkTwice" (list "migrationChecks.imagePullSecrets" .Values.migrationChecks.imagePullSecrets) }}
{{- $spreads := list }}
{{- range .Values.topologySpreadConstraints }}
{{- $spread := list .topologyKey .whenUnsatisfiable }}
{{- if has $spread $spreads }}{{ fail (printf "topologySpreadConstraints has two entries of topologyKey %s and whenUnsatisfiable %s: leave one of them out." .topologyKey .whenUnsatisfiable) }}{{ end }}
{{- $spreads = append $spreads $spread }}
{{- end }}
{{- end -}}

{{- /* Quarkus reads a variable in whatever case, and takes all but letters and digits for the same character.
The name of a profile may stand in front: _PROD_QUARKUS_HTTP_PORT is %prod.quarkus.http.port, and wins. */ -}}
{{- define "sluice.checkEnvironment" -}}
{{- $own := dict
  "KUBECONFIG" "the operator serves the cluster that it runs in, as its service account"
  "KUBERNETES_MASTER" "the operator serves the cluster that it runs in, as its service account"
  "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL" "the operator serves the cluster that it runs in, as its service account"
  "SLUICE_LEASE_NAME" "it has the name of the objects: set fullnameOverride instead"
  "SLUICE_LEASE_NAMESPACE" "it is the release's namespace, in which the operator has its right on the lease"
  "QUARKUS_OPERATOR_SDK_NAMESPACES" "set watchNamespaces instead, which grants the rights too"
  "SLUICE_PUBLISH_TO_NAMESPACES" "set publishTo.namespaces instead, which grants the rights too"
  "SLUICE_NUDGE_ENABLED" "set nudge.enabled instead, which grants the rights too"
  "SLUICE_QUERY_CACHE_POLICIES_ENABLED" "set queryCachePolicies.enabled instead, which grants the rights too"
  "SLUICE_MIGRATION_CHECKS_ENABLED" "set migrationChecks.enabled instead, which grants the rights too"
  "SLUICE_MIGRATION_CHECKS_IMAGE" "Jobs run the operator's own image: set image instead"
  "SLUICE_MIGRATION_CHECKS_IMAGE_PULL_POLICY" "set image.pullPolicy instead"
  "SLUICE_MIGRATION_CHECKS_IMAGE_VOLUMES" "set migrationChecks.imageVolumes instead"
  "SLUICE_MIGRATION_CHECKS_RUN_AS_USER" "set runAsUser instead"
  "SLUICE_MIGRATION_CHECKS_POD" "set migrationChecks.imagePullSecrets, nodeSelector, tolerations and priorityClassName instead"
  "QUARKUS_HTTP_HOST" "probes and metrics come from outside the pod"
  "QUARKUS_HTTP_HOST_ENABLED" "probes and metrics come from outside the pod"
  "QUARKUS_HTTP_PORT" "probes, the Service and the monitor ask port 8080"
  "QUARKUS_HTTP_INSECURE_REQUESTS" "probes, the Service and the monitor ask port 8080 without TLS"
  "QUARKUS_HTTP_ROOT_PATH" "probes and the monitor ask below /q, which is decided when the image is built"
  "QUARKUS_HTTP_NON_APPLICATION_ROOT_PATH" "probes and the monitor ask below /q, which is decided when the image is built" }}
{{- range $variable := .Values.extraEnv }}
{{- $name := regexReplaceAll "[^A-Z0-9]" (upper $variable.name) "_" }}
{{- if regexMatch "QUARKUS_OPERATOR_SDK_CONTROLLERS_.*_NAMESPACES$" $name }}
{{- fail (printf "extraEnv sets %s, which is the chart's own: set watchNamespaces instead, which grants the rights too." $variable.name) }}
{{- end }}
{{- with get $own (regexReplaceAll "^_.*_(QUARKUS|SLUICE)_" $name "${1}_") }}
{{- fail (printf "extraEnv sets %s, which is the chart's own: %s." $variable.name .) }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* A quantity of Kubernetes as a number. */ -}}
{{- define "sluice.number" -}}
{{- $text := toString . }}
{{- $units := dict "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976 }}
{{- mulf (regexFind "^[-+.0-9e]+" $text | float64) (default 1 (get $units (regexFind "[A-Za-z]+$" $text))) }}
{{- end -}}

{{- define "sluice.checkResources" -}}
{{- if lt (include "sluice.number" .Values.tmpSizeLimit | float64) 1048576.0 }}
{{- fail (printf "tmpSizeLimit is %v, which is that many bytes or hardly more, and the pod would be evicted: set 1Mi or more." .Values.tmpSizeLimit) }}
{{- end }}
{{- $resources := default dict .Values.resources }}
{{- range $name, $limit := default dict $resources.limits }}
{{- $request := get (default dict $resources.requests) $name }}
{{- if $request }}
{{- if gt (include "sluice.number" $request | float64) (include "sluice.number" $limit | float64) }}
{{- fail (printf "resources.requests.%s is %v, more than resources.limits.%s, which is %v: lower the request or raise the limit." $name $request $name $limit) }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
