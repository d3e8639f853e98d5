// Writes JSON schemas of the Kubernetes objects that the chart makes into a folder, for kubeconform, from the Go types by which the API
// servers themselves read them. So the check needs nothing from the network but Go modules.
//
// A field without `omitempty` is required, and a field that a type does not have is refused, as with `kubectl apply --validate=strict`.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// The names of the files are those that kubeconform looks for: kind, group and version.
var kinds = map[string]any{
	"deployment-apps-v1":                     appsv1.Deployment{},
	"horizontalpodautoscaler-autoscaling-v2": autoscalingv2.HorizontalPodAutoscaler{},
	"job-batch-v1":                           batchv1.Job{},
	"configmap-v1":                           corev1.ConfigMap{},
	"service-v1":                             corev1.Service{},
	"ingress-networking-v1":                  networkingv1.Ingress{},
	"networkpolicy-networking-v1":            networkingv1.NetworkPolicy{},
	"poddisruptionbudget-policy-v1":          policyv1.PodDisruptionBudget{},
	"podmonitor-monitoring-v1":               monitoringv1.PodMonitor{},
	"prometheusrule-monitoring-v1":           monitoringv1.PrometheusRule{},
}

// Types that are written in another form than their fields.
func written(each reflect.Type) *jsonschema.Schema {
	switch each {
	case reflect.TypeFor[intstr.IntOrString](), reflect.TypeFor[resource.Quantity]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "string"}, {Type: "integer"}}}
	case reflect.TypeFor[metav1.Time](), reflect.TypeFor[metav1.MicroTime]():
		return &jsonschema.Schema{Type: "string"}
	case reflect.TypeFor[metav1.FieldsV1]():
		return &jsonschema.Schema{Type: "object"}
	}
	return nil
}

func main() {
	folder := os.Args[1]
	for name, kind := range kinds {
		reflector := jsonschema.Reflector{Anonymous: true, Mapper: written}
		schema := reflector.Reflect(kind)
		// kubeconform reads the file as draft 2020-12 by this address.
		text, err := json.MarshalIndent(schema, "", " ")
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, strings.ToLower(name)+".json"), text, 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
