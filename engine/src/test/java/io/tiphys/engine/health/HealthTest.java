package io.tiphys.engine.health;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.Manifest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HealthTest {

  private record Case(String name, String type, String members, String expected) {}

  private static Manifest object(String type, String members) {
    int space = type.indexOf(' ');
    String metadata =
        members.contains("'metadata'") ? "" : "'metadata':{'name':'x','generation':2},";
    return manifest(
        "{'apiVersion':'%s','kind':'%s',%s%s}"
            .formatted(type.substring(0, space), type.substring(space + 1), metadata, members));
  }

  private static String answer(String type, String members) {
    return Health.of(object(type, members))
        .map(health -> health.code().text() + " " + health.message())
        .orElse("none");
  }

  private static final String SEEN = "'observedGeneration':2,";

  @TestFactory
  Stream<DynamicTest> judges() {
    return Stream.of(
            new Case("settings", "v1 ConfigMap", "'data':{}", "none"),
            new Case(
                "paused",
                "apps/v1 Deployment",
                "'spec':{'paused':true}",
                "Suspended Deployment is paused"),
            new Case(
                "not observed",
                "apps/v1 Deployment",
                "'spec':{'replicas':1},'status':{'observedGeneration':1}",
                "Progressing Waiting for rollout to finish: observed deployment generation less than desired generation"),
            new Case(
                "deadline",
                "apps/v1 Deployment",
                "'spec':{},'status':{"
                    + SEEN
                    + "'conditions':[{'type':'Progressing','reason':'ProgressDeadlineExceeded'}]}",
                "Degraded Deployment \"x\" exceeded its progress deadline"),
            new Case(
                "updating",
                "apps/v1 Deployment",
                "'spec':{'replicas':3},'status':{" + SEEN + "'updatedReplicas':1}",
                "Progressing Waiting for rollout to finish: 1 out of 3 new replicas have been updated..."),
            new Case(
                "old ones",
                "apps/v1 Deployment",
                "'spec':{'replicas':1},'status':{" + SEEN + "'updatedReplicas':1,'replicas':3}",
                "Progressing Waiting for rollout to finish: 2 old replicas are pending termination..."),
            new Case(
                "not available",
                "apps/v1 Deployment",
                "'spec':{'replicas':2},'status':{"
                    + SEEN
                    + "'updatedReplicas':2,'replicas':2,'availableReplicas':1}",
                "Progressing Waiting for rollout to finish: 1 of 2 updated replicas are available..."),
            new Case(
                "no replicas",
                "apps/v1 Deployment",
                "'spec':{'replicas':0},'status':{" + SEEN + "'x':1}",
                "Healthy "),
            new Case(
                "replica failure",
                "apps/v1 ReplicaSet",
                "'spec':{},'status':{"
                    + SEEN
                    + "'conditions':[{'type':'ReplicaFailure','status':'True','message':'quota'}]}",
                "Degraded quota"),
            new Case(
                "replicas missing",
                "apps/v1 ReplicaSet",
                "'spec':{'replicas':2},'status':{" + SEEN + "'availableReplicas':1}",
                "Progressing Waiting for rollout to finish: 1 out of 2 new replicas are available..."),
            new Case(
                "stateful unseen",
                "apps/v1 StatefulSet",
                "'spec':{}",
                "Progressing Waiting for statefulset spec update to be observed..."),
            new Case(
                "stateful waits",
                "apps/v1 StatefulSet",
                "'spec':{'replicas':3},'status':{" + SEEN + "'readyReplicas':1}",
                "Progressing Waiting for 2 pods to be ready..."),
            new Case(
                "stateful partition",
                "apps/v1 StatefulSet",
                "'spec':{'replicas':3,'updateStrategy':{'type':'RollingUpdate','rollingUpdate':{'partition':1}}},"
                    + "'status':{"
                    + SEEN
                    + "'readyReplicas':3,'updatedReplicas':1}",
                "Progressing Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated..."),
            new Case(
                "stateful partition done",
                "apps/v1 StatefulSet",
                "'spec':{'replicas':3,'updateStrategy':{'type':'RollingUpdate','rollingUpdate':{'partition':1}}},"
                    + "'status':{"
                    + SEEN
                    + "'readyReplicas':3,'updatedReplicas':2}",
                "Healthy partitioned roll out complete: 2 new pods have been updated..."),
            new Case(
                "stateful revision",
                "apps/v1 StatefulSet",
                "'spec':{'replicas':1},'status':{"
                    + SEEN
                    + "'readyReplicas':1,'updatedReplicas':0,'currentRevision':'a','updateRevision':'b'}",
                "Progressing waiting for statefulset rolling update to complete 0 pods at revision b..."),
            new Case(
                "stateful on delete",
                "apps/v1 StatefulSet",
                "'spec':{'replicas':1,'updateStrategy':{'type':'OnDelete'}},'status':{"
                    + SEEN
                    + "'readyReplicas':1}",
                "Healthy statefulset has 1 ready pods"),
            new Case(
                "daemons updating",
                "apps/v1 DaemonSet",
                "'status':{" + SEEN + "'desiredNumberScheduled':3,'updatedNumberScheduled':1}",
                "Progressing Waiting for daemon set \"x\" rollout to finish: 1 out of 3 new pods have been updated..."),
            new Case(
                "daemons starting",
                "apps/v1 DaemonSet",
                "'status':{"
                    + SEEN
                    + "'desiredNumberScheduled':3,'updatedNumberScheduled':3,'numberAvailable':2}",
                "Progressing Waiting for daemon set \"x\" rollout to finish: 2 of 3 updated pods are available..."),
            new Case(
                "daemons run",
                "apps/v1 DaemonSet",
                "'status':{"
                    + SEEN
                    + "'desiredNumberScheduled':1,'updatedNumberScheduled':1,'numberAvailable':1}",
                "Healthy "),
            new Case("cluster ip", "v1 Service", "'spec':{'type':'ClusterIP'}", "Healthy "),
            new Case("no balancer", "v1 Service", "'spec':{'type':'LoadBalancer'}", "Progressing "),
            new Case(
                "balancer",
                "v1 Service",
                "'spec':{'type':'LoadBalancer'},'status':{'loadBalancer':{'ingress':[{'ip':'1.2.3.4'}]}}",
                "Healthy "),
            new Case("no address", "networking.k8s.io/v1 Ingress", "'spec':{}", "Progressing "),
            new Case("claim", "v1 PersistentVolumeClaim", "'status':{'phase':'Bound'}", "Healthy "),
            new Case(
                "claim waits",
                "v1 PersistentVolumeClaim",
                "'status':{'phase':'Pending'}",
                "Progressing "),
            new Case(
                "claim lost", "v1 PersistentVolumeClaim", "'status':{'phase':'Lost'}", "Degraded "),
            new Case(
                "pod starts",
                "v1 Pod",
                "'spec':{'restartPolicy':'Always'},'status':{'phase':'Pending'}",
                "Progressing "),
            new Case(
                "image",
                "v1 Pod",
                "'spec':{'restartPolicy':'Always'},'status':{'phase':'Pending','containerStatuses':"
                    + "[{'name':'c','state':{'waiting':{'reason':'ImagePullBackOff','message':'no such image'}}}]}",
                "Degraded no such image"),
            new Case(
                "ready",
                "v1 Pod",
                "'spec':{'restartPolicy':'Always'},'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}",
                "Healthy "),
            new Case(
                "died before",
                "v1 Pod",
                "'spec':{'restartPolicy':'Always'},'status':{'phase':'Running','containerStatuses':"
                    + "[{'name':'c','lastState':{'terminated':{'exitCode':1}}}]}",
                "Degraded "),
            new Case(
                "one run",
                "v1 Pod",
                "'spec':{'restartPolicy':'Never'},'status':{'phase':'Running'}",
                "Progressing "),
            new Case(
                "one run that stays",
                "v1 Pod",
                "'metadata':{'name':'x','annotations':{'argocd.argoproj.io/ignore-restart-policy':'true'}},"
                    + "'spec':{'restartPolicy':'Never'},'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}",
                "Healthy "),
            new Case(
                "exit code",
                "v1 Pod",
                "'spec':{'restartPolicy':'Never'},'status':{'phase':'Failed','containerStatuses':"
                    + "[{'name':'c','state':{'terminated':{'exitCode':3}}}]}",
                "Degraded container \"c\" failed with exit code 3"),
            new Case(
                "memory",
                "v1 Pod",
                "'spec':{'restartPolicy':'Never'},'status':{'phase':'Failed','containerStatuses':"
                    + "[{'name':'c','state':{'terminated':{'exitCode':137,'reason':'OOMKilled'}}}]}",
                "Degraded OOMKilled"),
            new Case("job runs", "batch/v1 Job", "'status':{}", "Progressing "),
            new Case(
                "job done", "batch/v1 Job",
                "'status':{'conditions':[{'type':'Complete','status':'True','message':'ok'}]}",
                    "Healthy ok"),
            new Case(
                "job failed",
                "batch/v1 Job",
                "'status':{'conditions':[{'type':'Failed','status':'True','message':'Job has reached the specified backoff limit'}]}",
                "Degraded Job has reached the specified backoff limit"),
            new Case(
                "job suspended",
                "batch/v1 Job",
                "'status':{'conditions':[{'type':'Suspended','status':'True','message':'Job suspended'}]}",
                "Suspended Job suspended"),
            new Case(
                "job resumed",
                "batch/v1 Job",
                "'status':{'conditions':[{'type':'Suspended','status':'False','message':'Job resumed'}]}",
                "Progressing "),
            new Case("cron", "batch/v1 CronJob", "'spec':{}", "Progressing Waiting for CronJob"),
            new Case(
                "cron not due",
                "batch/v1 CronJob",
                "'spec':{},'status':{}",
                "Healthy CronJob has not been scheduled yet"),
            new Case(
                "cron never done",
                "batch/v1 CronJob",
                "'spec':{},'status':{'lastScheduleTime':'2026-01-01T00:00:00Z'}",
                "Healthy The CronJob never completed successfully. It may not be healthy"),
            new Case(
                "cron running",
                "batch/v1 CronJob",
                "'spec':{},'status':{'lastScheduleTime':'2026-01-02T00:00:00Z',"
                    + "'lastSuccessfulTime':'2026-01-01T00:00:00Z','active':[{'name':'x'}]}",
                "Healthy A job is running. The last execution may not have been successful"),
            new Case(
                "cron failed",
                "batch/v1 CronJob",
                "'spec':{},'status':{'lastScheduleTime':'2026-01-02T00:00:00Z',"
                    + "'lastSuccessfulTime':'2026-01-01T00:00:00Z'}",
                "Degraded CronJob has not completed its last execution successfully"),
            new Case(
                "cron done",
                "batch/v1 CronJob",
                "'spec':{},'status':{'lastScheduleTime':'2026-01-01T00:00:00Z',"
                    + "'lastSuccessfulTime':'2026-01-01T00:00:05Z'}",
                "Healthy CronJob has completed its last execution successfully"),
            new Case(
                "cron suspended",
                "batch/v1 CronJob",
                "'spec':{'suspend':true}",
                "Healthy CronJob is Suspended"),
            new Case(
                "autoscaler broken",
                "autoscaling/v2 HorizontalPodAutoscaler",
                "'status':{'conditions':[{'type':'AbleToScale','status':'True','message':'fine'},"
                    + "{'type':'ScalingActive','status':'False','reason':'FailedGetResourceMetric','message':'no metrics'}]}",
                "Degraded no metrics"),
            new Case(
                "autoscaler",
                "autoscaling/v2 HorizontalPodAutoscaler",
                "'status':{'conditions':[{'type':'AbleToScale','status':'True','message':'fine'}]}",
                "Healthy fine"),
            new Case(
                "autoscaler v1",
                "autoscaling/v1 HorizontalPodAutoscaler",
                "'status':{}",
                "Progressing Waiting to Autoscale"),
            new Case(
                "api",
                "apiregistration.k8s.io/v1 APIService",
                "'status':{'conditions':[{'type':'Available','status':'False','reason':'Missing','message':'no service'}]}",
                "Progressing Missing: no service"),
            new Case(
                "workflow", "argoproj.io/v1alpha1 Workflow",
                "'status':{'phase':'Failed','message':'step'}", "Degraded step"),
            new Case(
                "application", "argoproj.io/v1alpha1 Application",
                "'status':{'conditions':[{'type':'Ready','status':'False'}]}", "none"),
            new Case(
                "being deleted",
                "v1 ConfigMap",
                "'metadata':{'name':'x','deletionTimestamp':'2026-01-01T00:00:00Z'}",
                "Progressing Pending deletion"),
            new Case(
                "definition", "apiextensions.k8s.io/v1 CustomResourceDefinition",
                "'status':{'conditions':[{'type':'Established','status':'True'}]}",
                    "Healthy CRD is healthy"),
            new Case(
                "definition not established",
                "apiextensions.k8s.io/v1 CustomResourceDefinition",
                "'status':{'conditions':[{'type':'NamesAccepted','status':'True'}]}",
                "Degraded CRD is not established"),
            new Case(
                "definition that is about to be served",
                "apiextensions.k8s.io/v1 CustomResourceDefinition",
                "'status':{'conditions':[{'type':'Established','status':'False','reason':'Installing'}]}",
                "Progressing CRD is not established"),
            new Case(
                "definition's schema",
                "apiextensions.k8s.io/v1 CustomResourceDefinition",
                "'status':{'conditions':[{'type':'NonStructuralSchema','status':'True','message':'odd'}]}",
                "Degraded Schema violations found: odd"),
            new Case(
                "definition's names",
                "apiextensions.k8s.io/v1 CustomResourceDefinition",
                "'status':{'conditions':[{'type':'NamesAccepted','status':'False','message':'taken'}]}",
                "Degraded CRD names have not been accepted: taken"))
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> assertThat(answer(one.type(), one.members())).isEqualTo(one.expected())));
  }

  @TestFactory
  Stream<DynamicTest> judgesCustomResourcesByTheirConditions() {
    return Stream.of(
            new Case("says nothing", "x.io/v1 Thing", "'spec':{}", "none"),
            new Case(
                "other conditions", "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Odd','status':'False'}]}", "none"),
            new Case(
                "built-in group", "networking.k8s.io/v1 ServiceCIDR",
                "'status':{'conditions':[{'type':'Ready','status':'False'}]}", "none"),
            new Case(
                "ready", "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Ready','status':'True','message':'up'}]}",
                    "Healthy up"),
            new Case(
                "not ready",
                "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Ready','status':'False','reason':'Waiting'}]}",
                "Progressing Waiting"),
            new Case(
                "failed",
                "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Ready','status':'False','reason':'InstallFailed','message':'m'}]}",
                "Degraded m"),
            new Case(
                "unknown is no failure",
                "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Ready','status':'Unknown','reason':'Failing'}]}",
                "Progressing Failing"),
            new Case(
                "stale",
                "x.io/v1 Thing",
                "'status':{'observedGeneration':1,'conditions':[{'type':'Ready','status':'True'}]}",
                "Progressing Waiting for generation 2 to be observed"),
            new Case(
                "stale condition",
                "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Ready','status':'True','observedGeneration':1}]}",
                "Progressing Waiting for generation 2 to be observed"),
            new Case(
                "stalled",
                "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Stalled','status':'True','message':'s'},{'type':'Ready','status':'True'}]}",
                "Degraded s"),
            new Case(
                "reconciling",
                "x.io/v1 Thing",
                "'status':{'conditions':[{'type':'Reconciling','status':'True','message':'r'},{'type':'Ready','status':'True'}]}",
                "Progressing r"))
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> assertThat(answer(one.type(), one.members())).isEqualTo(one.expected())));
  }

  @Test
  void hookBeingDeletedIsJudgedByWhatItDid() {
    Manifest hook =
        object(
            "batch/v1 Job",
            "'metadata':{'name':'x','deletionTimestamp':'2026-01-01T00:00:00Z',"
                + "'finalizers':['argocd.argoproj.io/hook-finalizer']},"
                + "'status':{'conditions':[{'type':'Complete','status':'True'}]}");
    assertThat(Health.of(hook)).isEqualTo(Optional.of(Health.healthy("")));
  }
}
