{{/* The pod, whatever kind it is of. */}}
{{- define "reach-exporter.pod" -}}
metadata:
  labels:
    {{- /* Not the chart's version: an upgrade alone restarts nothing. */}}
    {{- include "reach-exporter.selectorLabels" . | nindent 4 }}
    {{- with .Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "reach-exporter.serviceAccountName" . }}
  automountServiceAccountToken: {{ .Values.automountServiceAccountToken }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    {{- include "reach-exporter.podSecurityContext" . | nindent 4 }}
  {{- if .Values.hostNetwork }}
  hostNetwork: true
  {{- end }}
  {{- with .Values.dnsPolicy | default (ternary "ClusterFirstWithHostNet" "" .Values.hostNetwork) }}
  dnsPolicy: {{ . }}
  {{- end }}
  {{- range $key := list "dnsConfig" "hostAliases" "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" "priorityClassName" }}
  {{- with index $.Values $key }}
  {{ $key }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with .Values.extraInitContainers }}
  initContainers:
    {{- include "reach-exporter.listOrText" (list . $) | nindent 4 }}
  {{- end }}
  containers:
    {{- include "reach-exporter.container" . | nindent 4 }}
    {{- with .Values.extraContainers }}
    {{- include "reach-exporter.listOrText" (list . $) | nindent 4 }}
    {{- end }}
  volumes:
    {{- include "reach-exporter.volumes" . | nindent 4 }}
{{- end }}

{{/* A sysctl of the network belongs to the pod, and a pod with the node's network has none. */}}
{{- define "reach-exporter.podSecurityContext" -}}
{{- $context := deepCopy .Values.podSecurityContext }}
{{- if and .Values.icmp.enabled (not .Values.hostNetwork) }}
{{- $ping := dict "name" "net.ipv4.ping_group_range" "value" "0 2147483647" }}
{{- $_ := set $context "sysctls" (append (default list $context.sysctls) $ping) }}
{{- end }}
{{- toYaml $context }}
{{- end }}

{{- define "reach-exporter.container" -}}
- name: reach-exporter
  image: {{ include "reach-exporter.image" . }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  args:
    - --config.file=/etc/reach_exporter/reach.yml
    - --storage.path=/var/lib/reach_exporter
    - --web.listen-address=:{{ .Values.containerPort }}
    {{- if .Values.sharding.enabled }}
    - --shard.total={{ .Values.sharding.total }}
    - --shard.index=$(SHARD_POD_NAME)
    - --shard.by={{ .Values.sharding.by }}
    {{- end }}
    - --log.level={{ .Values.log.level }}
    - --log.format={{ .Values.log.format }}
    {{- with .Values.extraArgs }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  ports:
    - name: http
      containerPort: {{ .Values.containerPort }}
  {{- if or .Values.extraEnv .Values.sharding.enabled }}
  env:
    {{- if .Values.sharding.enabled }}
    # It ends in the number of the shard. The label apps.kubernetes.io/pod-index would be the number
    # itself, but is not there before Kubernetes 1.28.
    - name: SHARD_POD_NAME
      valueFrom: {fieldRef: {fieldPath: metadata.name}}
    {{- end }}
    {{- with .Values.extraEnv }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  {{- with .Values.extraEnvFrom }}
  envFrom:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- range $key := list "livenessProbe" "readinessProbe" "resources" "securityContext" }}
  {{- with index $.Values $key }}
  {{ $key }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  volumeMounts:
    # A folder, never a subPath: Kubernetes does not update files that are mounted alone.
    - name: config
      mountPath: /etc/reach_exporter
      readOnly: true
    - name: state
      mountPath: /var/lib/reach_exporter
    {{- with .Values.extraVolumeMounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "reach-exporter.volumes" -}}
- name: config
  {{- if or .Values.secretConfig .Values.configExistingSecretName }}
  secret:
    secretName: {{ ternary (include "reach-exporter.fullname" .) .Values.configExistingSecretName .Values.secretConfig }}
  {{- else }}
  configMap:
    name: {{ include "reach-exporter.fullname" . }}
  {{- end }}
{{- /* With sharding and persistence each pod has a claim of its own, by a template of this name. */}}
{{- if not (and .Values.sharding.enabled .Values.storage.persistence.enabled) }}
- name: state
  {{- if .Values.storage.persistence.enabled }}
  persistentVolumeClaim:
    claimName: {{ default (include "reach-exporter.fullname" .) .Values.storage.persistence.existingClaim }}
  {{- else }}
  emptyDir: {}
  {{- end }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}
