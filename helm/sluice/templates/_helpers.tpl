{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $release := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- /* A Service's name has neither dots nor a digit in front; what is changed or cut stays another name than others. */ -}}
{{- if regexMatch "^[0-9]" $release }}{{ $release = printf "%s-%s" $name .Release.Name }}{{ end -}}
{{- if or (contains "." $release) (gt (len $release) 41) -}}
{{- $release = printf "%s-%s" ($release | replace "." "-" | trunc 32 | trimSuffix "-") (sha256sum $release | trunc 8) -}}
{{- end -}}
{{- printf "%s-operator" $release -}}
{{- end -}}
{{- end -}}

{{- define "sluice.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: operator
{{- end -}}

{{- /* The labels of an object: its own, those of its values, those of all objects; the first win. But who manages what was
only rendered is for the values to say; an install by Helm sets that label anyway. */ -}}
{{- define "sluice.labelsWith" -}}
{{- $chart := index . 0 -}}
{{- $own := include "sluice.selectorLabels" $chart | fromYaml -}}
{{- $_ := set $own "app.kubernetes.io/version" $chart.Chart.AppVersion -}}
{{- $_ := set $own "app.kubernetes.io/managed-by" (default $chart.Release.Service (get (default dict $chart.Values.labels) "app.kubernetes.io/managed-by")) -}}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" $chart.Chart.Name $chart.Chart.Version | replace "+" "_") -}}
{{- toYaml (merge $own (default dict (index . 1)) (default dict $chart.Values.labels)) -}}
{{- end -}}

{{- define "sluice.labels" -}}
{{- include "sluice.labelsWith" (list . dict) -}}
{{- end -}}

{{- define "sluice.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "sluice.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- if and .Values.rbac.create (not .Values.serviceAccount.name) -}}
{{- fail "serviceAccount.name is empty while serviceAccount.create is false: the operator's rights would go to the account \"default\", and so to each pod of the namespace that names none. Name an account, or set rbac.create to false as well." -}}
{{- end -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "sluice.image" -}}
{{- if not .Values.image.repository -}}
{{- fail "image.repository is empty: build the operator's image (make image), push it where your cluster pulls from, and name it, for example --set image.repository=registry.example.com/sluice-operator." -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "sluice.milliseconds" -}}
{{- $sum := int64 0 }}
{{- range regexFindAll "[0-9]+(ms|[smh])" . -1 }}
{{- $unit := get (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000) (regexFind "[a-z]+" .) }}
{{- $sum = add $sum (mul (regexFind "[0-9]+" . | int64) $unit) }}
{{- end }}
{{- $sum -}}
{{- end -}}

{{- define "sluice.subjects" -}}
- kind: ServiceAccount
  name: {{ include "sluice.serviceAccountName" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
{{- end -}}

{{- /* What the restricted Pod Security Standard asks of a container, and a root file system that nobody writes. */ -}}
{{- define "sluice.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "sluice.podSecurity" -}}
runAsNonRoot: true
{{- if not (kindIs "invalid" .Values.runAsUser) }}
runAsUser: {{ int64 .Values.runAsUser }}
runAsGroup: {{ int64 .Values.runAsUser }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- /* Values files hold numbers as floating-point ones, which are printed as 1e+06. */ -}}
{{- define "sluice.integerOrText" -}}
{{- if kindIs "string" . }}{{ quote . }}{{ else }}{{ int64 . }}{{ end -}}
{{- end -}}

{{- define "sluice.quantity" -}}
{{- if kindIs "string" . }}{{ quote . }}{{ else }}{{ int64 . | quote }}{{ end -}}
{{- end -}}

{{- /* What the operator puts into the pod of each Job; its image comes from the same registry as its own. */ -}}
{{- define "sluice.jobPod" -}}
{{- $pod := dict }}
{{- with default .Values.imagePullSecrets .Values.migrationChecks.imagePullSecrets }}{{ $_ := set $pod "imagePullSecrets" . }}{{ end }}
{{- range $field := list "nodeSelector" "tolerations" "priorityClassName" }}
{{- with index $.Values.migrationChecks $field }}{{ $_ := set $pod $field . }}{{ end }}
{{- end }}
{{- toJson $pod -}}
{{- end -}}
