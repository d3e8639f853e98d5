{{- /*
Probes. A pod of the API joins once Postgres and Temporal answer (/readyz), so an upgrade with wrong addresses stops at its first pod.
Afterwards it stays while it answers at all (/healthz): /readyz of every pod fails at once while Temporal is away, and the API still takes
webhooks, shows orders and keeps drafts then. Takes (dict start startPort path port).
*/ -}}
{{- define "beian.probes" -}}
startupProbe:
  httpGet: { path: {{ .start | default .path }}, port: {{ .startPort | default .port }} }
  periodSeconds: 2
  timeoutSeconds: 5
  failureThreshold: 90
readinessProbe:
  httpGet: { path: {{ .path }}, port: {{ .port }} }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
livenessProbe:
  httpGet: { path: {{ .path }}, port: {{ .port }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end }}

{{- /* Whoever routes to the pod needs some seconds to hear that it ends; until then it answers as before. */ -}}
{{- define "beian.beforeEnd" -}}
lifecycle:
  preStop:
    exec: { command: [sleep, '5'] }
{{- end }}
