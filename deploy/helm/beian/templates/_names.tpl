{{- define "beian.name" -}}
{{- if contains "beian" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-beian" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- /* The version of the image without its digest: the build of which Temporal hears. */ -}}
{{- define "beian.build" -}}
{{- (splitList "@" (.Values.image.tag | default .Chart.AppVersion)) | first -}}
{{- end }}

{{- define "beian.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- /* Labels by which a component's pods are found; they never change. Takes (list $ component). */ -}}
{{- define "beian.selector" -}}
app.kubernetes.io/name: beian
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "beian.labels" -}}
{{ include "beian.selector" . }}
app.kubernetes.io/version: {{ include "beian.build" (index . 0) | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}
