{{- /*
What the pods of all processes share, by variables.yaml: each container has the variables and the secrets of its process and no others.
Takes a dict: root, component, process, and optionally restart, fixed (more variables), ports, probes, resources, grace.
*/ -}}

{{- /* The parts of a process and of its groups under one key, in one list. Takes (list $ process key). */ -}}
{{- define "beian.listed" -}}
{{- $variables := (index . 0).Files.Get "variables.yaml" | fromYaml -}}
{{- $process := get $variables.processes (index . 1) -}}
{{- $all := list -}}
{{- range $process.groups }}{{ $all = concat $all (get (get $variables.groups .) (index $ 2) | default list) }}{{ end -}}
{{- dict "of" (concat $all (get $process (index . 2) | default list)) | toJson -}}
{{- end }}

{{- define "beian.fixed" -}}
{{- $variables := (index . 0).Files.Get "variables.yaml" | fromYaml -}}
{{- $process := get $variables.processes (index . 1) -}}
{{- $all := dict -}}
{{- range $process.groups }}{{ $all = merge $all (get (get $variables.groups .) "fixed" | default dict) }}{{ end -}}
{{- merge $all ($process.fixed | default dict) | toJson -}}
{{- end }}

{{- define "beian.environment" -}}
{{- $root := .root -}}
{{- $variables := $root.Files.Get "variables.yaml" | fromYaml -}}
{{- $process := get $variables.processes .process -}}
{{- $fixed := merge (.fixed | default dict) (include "beian.fixed" (list $root .process) | fromJson) -}}
{{- range $name := keys $fixed | sortAlpha }}
- { name: {{ $name }}, value: {{ get $fixed $name | quote }} }
{{- end }}
{{- if $process.database }}
{{- $owner := eq $process.database "owner" }}
- { name: DATABASE_URL, value: {{ ternary $root.Values.database.ownerUrl $root.Values.database.url $owner | quote }} }
{{- if $owner }}
- { name: BEIAN_RUNTIME_ROLE, value: {{ (urlParse $root.Values.database.url).userinfo | quote }} }
{{- end }}
{{- end }}
{{- range (include "beian.listed" (list $root .process "settings") | fromJson).of }}
{{- $pair := splitList "=" . }}
{{- with get $root.Values.settings (last $pair) }}
- { name: {{ first $pair }}, value: {{ . | quote }} }
{{- end }}
{{- end }}
{{- range (include "beian.listed" (list $root .process "secrets") | fromJson).of }}
{{- $pair := splitList "=" . }}
{{- if get $root.Values.secrets (last $pair) }}
- { name: {{ first $pair | upper }}_FILE, value: /run/secrets/{{ last $pair }} }
{{- end }}
{{- end }}
{{- end }}

{{- define "beian.secretSources" -}}
{{- $root := index . 0 -}}
{{- range (include "beian.listed" (list $root (index . 1) "secrets") | fromJson).of }}
{{- $file := last (splitList "=" .) }}
{{- with get $root.Values.secrets $file }}
{{- $reference := splitList "/" . }}
- secret:
    name: {{ first $reference }}
    items: [{ key: {{ ternary (last $reference) $file (gt (len $reference) 1) }}, path: {{ $file }} }]
{{- end }}
{{- end }}
{{- end }}

{{- define "beian.podSpec" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $sources := include "beian.secretSources" (list $root .process) -}}
{{- $keepsFiles := has .process (list "api" "console" "worker") -}}
automountServiceAccountToken: false
{{- with $values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
# Variables of services, such as BEIAN_PORT for a service `beian`, would be taken for variables of Beian.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .grace | default 30 }}
{{- with .restart }}
restartPolicy: {{ . }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
# `node`, the user of the image.
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- if not .restart }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "beian.selector" (list $root .component) | nindent 8 }}
{{- end }}
containers:
  - name: {{ .process }}
    image: {{ include "beian.image" $root | quote }}
    imagePullPolicy: {{ $values.image.pullPolicy }}
    command: [node, {{ (get ($root.Files.Get "variables.yaml" | fromYaml).processes .process).program }}]
    env: {{- include "beian.environment" . | trim | nindent 6 }}
    {{- with .ports }}
    ports: {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .probes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    resources: {{- toYaml .resources | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: { drop: [ALL] }
    volumeMounts:
      - { name: tmp, mountPath: /tmp }
      {{- if $sources }}
      - { name: secrets, mountPath: /run/secrets, readOnly: true }
      {{- end }}
      {{- if $values.certificates }}
      - { name: certificates, mountPath: /etc/beian/certificates, readOnly: true }
      {{- end }}
      {{- if and $keepsFiles $values.volumes.documents }}
      - { name: documents, mountPath: /var/lib/beian/documents }
      {{- end }}
      {{- if eq .process "api" }}
      - { name: uploads, mountPath: /var/lib/beian/uploads }
      {{- end }}
      {{- if and (eq .process "worker") $values.volumes.seals }}
      - { name: seals, mountPath: /var/lib/beian/seals }
      {{- end }}
volumes:
  - name: tmp
    emptyDir: { sizeLimit: 256Mi }
  {{- if $sources }}
  - name: secrets
    projected:
      defaultMode: 0440
      sources: {{- $sources | trim | nindent 8 }}
  {{- end }}
  {{- with $values.certificates }}
  - name: certificates
    secret: { secretName: {{ . }}, defaultMode: 0440 }
  {{- end }}
  {{- if and $keepsFiles $values.volumes.documents }}
  - name: documents
    persistentVolumeClaim: { claimName: {{ $values.volumes.documents }} }
  {{- end }}
  {{- if eq .process "api" }}
  # On the node's disk: what lies in memory would count towards the container's limit.
  - name: uploads
    emptyDir: { sizeLimit: {{ $values.api.uploads }} }
  {{- end }}
  {{- if and (eq .process "worker") $values.volumes.seals }}
  - name: seals
    persistentVolumeClaim: { claimName: {{ $values.volumes.seals }} }
  {{- end }}
{{- end }}

{{- /* A Deployment. Takes what beian.podSpec takes, and replicas (none where an autoscaler decides). */ -}}
{{- define "beian.deployment" -}}
{{- $root := .root -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "beian.name" $root }}-{{ .component }}
  namespace: {{ $root.Release.Namespace }}
  labels: {{- include "beian.labels" (list $root .component) | nindent 4 }}
spec:
  {{- with .replicas }}
  replicas: {{ . }}
  {{- end }}
  # The new pod takes work before the old one is told to end.
  strategy:
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  revisionHistoryLimit: 5
  selector:
    matchLabels: {{- include "beian.selector" (list $root .component) | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "beian.labels" (list $root .component) | nindent 8 }}
        {{- with $root.Values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with $root.Values.podAnnotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec: {{- include "beian.podSpec" . | trim | nindent 6 }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "beian.name" $root }}-{{ .component }}
  namespace: {{ $root.Release.Namespace }}
  labels: {{- include "beian.labels" (list $root .component) | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "beian.selector" (list $root .component) | nindent 6 }}
{{- end }}

{{- /* The Service of a process that people reach. Takes (list $ component port). */ -}}
{{- define "beian.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "beian.name" (index . 0) }}-{{ index . 1 }}
  namespace: {{ (index . 0).Release.Namespace }}
  labels: {{- include "beian.labels" . | nindent 4 }}
spec:
  selector: {{- include "beian.selector" . | nindent 4 }}
  ports:
    - { name: http, port: {{ index . 2 }}, targetPort: http }
{{- end }}

{{- /* An autoscaler by processor time. Takes (list $ component settings). */ -}}
{{- define "beian.autoscaler" -}}
{{- $name := printf "%s-%s" (include "beian.name" (index . 0)) (index . 1) -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  namespace: {{ (index . 0).Release.Namespace }}
  labels: {{- include "beian.labels" . | nindent 4 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ $name }} }
  minReplicas: {{ (index . 2).minReplicas }}
  maxReplicas: {{ (index . 2).maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ (index . 2).targetCPUUtilizationPercentage }} }
{{- end }}
