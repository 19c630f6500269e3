{{- define "reach-exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "reach-exporter.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "reach-exporter.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "reach-exporter.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "reach-exporter.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride }}
{{- end }}

{{- define "reach-exporter.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "reach-exporter.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "reach-exporter.kind" -}}
{{- ternary "StatefulSet" .Values.kind .Values.sharding.enabled }}
{{- end }}

{{/* What never changes: it selects the pods. */}}
{{- define "reach-exporter.selectorLabels" -}}
app.kubernetes.io/name: {{ include "reach-exporter.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "reach-exporter.labels" -}}
{{ include "reach-exporter.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The labels of what the Prometheus Operator selects. */}}
{{- define "reach-exporter.operatorLabels" -}}
{{ include "reach-exporter.labels" . }}
{{- if .Values.releaseLabel }}
release: {{ .Release.Name }}
{{- end }}
{{- end }}

{{- define "reach-exporter.image" -}}
{{- $registry := default .Values.image.registry .Values.global.imageRegistry }}
{{- with $registry }}{{ . }}/{{ end }}{{ .Values.image.repository }}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}
{{- else }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{/* The spec of a claim for what is remembered. */}}
{{- define "reach-exporter.claim" -}}
accessModes: [ReadWriteOnce]
{{- with .Values.storage.persistence.storageClassName }}
storageClassName: {{ . }}
{{- end }}
resources:
  requests:
    storage: {{ .Values.storage.persistence.size }}
{{- end }}

{{/* The file reach.yml. */}}
{{- define "reach-exporter.config" -}}
{{- if kindIs "string" .Values.config }}
{{- tpl .Values.config . }}
{{- else }}
{{- toYaml .Values.config }}
{{- end }}
{{- end }}

{{/* A list, or a text that becomes one: (list VALUE CONTEXT). */}}
{{- define "reach-exporter.listOrText" -}}
{{- $value := index . 0 }}
{{- if kindIs "string" $value }}
{{- tpl $value (index . 1) }}
{{- else }}
{{- toYaml $value }}
{{- end }}
{{- end }}
