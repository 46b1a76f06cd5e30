package io.tiphys.engine.action;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects that are made from a template in another object.
final class Creations {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHORT_MINUTE =
      DateTimeFormatter.ofPattern("uuMMddHHmm").withZone(ZoneOffset.UTC);

  private Creations() {}

  /// As `kubectl create job --from=cronjob/...` does.
  static Manifest fromCronJob(Manifest cronJob, Instant now) {
    var template = JsonTree.objectOrEmpty(cronJob.at("spec", "jobTemplate"));
    var metadata = new HashMap<String, @Nullable Object>();
    metadata.put("labels", JsonTree.objectOrEmpty(new Manifest(template).at("metadata", "labels")));
    var annotations =
        new HashMap<>(JsonTree.objectOrEmpty(new Manifest(template).at("metadata", "annotations")));
    annotations.put("cronjob.kubernetes.io/instantiate", "manual");
    metadata.put("annotations", annotations);
    return made(
        "batch/v1",
        "Job",
        cronJob,
        SHORT_MINUTE.format(now),
        metadata,
        JsonTree.objectOrEmpty(template.get("spec")),
        Map.of("controller", true, "blockOwnerDeletion", true));
  }

  /// As `argo submit --from=workflowtemplate/...` does.
  static Manifest fromTemplate(Manifest template, Instant now) {
    return made(
        "argoproj.io/v1alpha1",
        "Workflow",
        template,
        MINUTE.format(now),
        Map.of("labels", Map.of("workflows.argoproj.io/workflow-template", template.name())),
        Map.of("workflowTemplateRef", Map.of("name", template.name())),
        Map.of());
  }

  /// As `argo submit --from=cronwf/...` does.
  static Manifest fromCronWorkflow(Manifest cron, Instant now) {
    var given = JsonTree.objectOrEmpty(cron.at("spec", "workflowMetadata"));
    var metadata = new HashMap<String, @Nullable Object>();
    var labels = new HashMap<>(JsonTree.objectOrEmpty(given.get("labels")));
    labels.put("workflows.argoproj.io/cron-workflow", cron.name());
    String instance = "workflows.argoproj.io/controller-instanceid";
    cron.label(instance).ifPresent(id -> labels.put(instance, id));
    metadata.put("labels", labels);
    var annotations = new HashMap<>(JsonTree.objectOrEmpty(given.get("annotations")));
    annotations.put("workflows.argoproj.io/scheduled-time", BuiltInActions.time(now));
    metadata.put("annotations", annotations);
    if (given.get("finalizers") != null) {
      metadata.put("finalizers", given.get("finalizers"));
    }
    return made(
        "argoproj.io/v1alpha1",
        "Workflow",
        cron,
        MINUTE.format(now),
        metadata,
        JsonTree.objectOrEmpty(cron.at("spec", "workflowSpec")),
        Map.of());
  }

  /// One backup now, beside those of the schedule.
  static Manifest fromBackupPlan(Manifest plan, Instant now) {
    var spec = new HashMap<String, @Nullable Object>();
    for (String member :
        List.of(
            "cluster",
            "target",
            "method",
            "pluginConfiguration",
            "online",
            "onlineConfiguration")) {
      if (plan.at("spec", member) != null) {
        spec.put(member, plan.at("spec", member));
      }
    }
    return made(
        "postgresql.cnpg.io/v1",
        "Backup",
        plan,
        SECOND.format(now),
        Map.of(
            "labels",
            Map.of(
                "cnpg.io/cluster",
                plan.text("spec", "cluster", "name"),
                "cnpg.io/scheduled-backup",
                plan.name())),
        spec,
        Map.of("controller", true, "blockOwnerDeletion", true));
  }

  /// @param owner the new object belongs to it, and has its name with a suffix
  /// @param link what else its reference to the owner says
  private static Manifest made(
      String apiVersion,
      String kind,
      Manifest owner,
      String suffix,
      Map<String, ? extends @Nullable Object> metadata,
      Map<String, @Nullable Object> spec,
      Map<String, Object> link) {
    var reference = new HashMap<String, @Nullable Object>(link);
    reference.put("apiVersion", owner.apiVersion());
    reference.put("kind", owner.kind());
    reference.put("name", owner.name());
    reference.put("uid", owner.uid());
    var all = new HashMap<String, @Nullable Object>(metadata);
    all.put("name", owner.name() + "-" + suffix);
    if (!owner.namespace().isEmpty()) {
      all.put("namespace", owner.namespace());
    }
    all.put("ownerReferences", List.of(reference));
    var object = new HashMap<String, @Nullable Object>();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    object.put("metadata", all);
    object.put("spec", spec);
    return new Manifest(object);
  }
}
