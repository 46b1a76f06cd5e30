package io.tiphys.apiserver.notification;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.proto.notification.NotificationServiceGrpc;
import io.tiphys.proto.notification.Service;
import io.tiphys.proto.notification.ServiceList;
import io.tiphys.proto.notification.ServicesListRequest;
import io.tiphys.proto.notification.Template;
import io.tiphys.proto.notification.TemplateList;
import io.tiphys.proto.notification.TemplatesListRequest;
import io.tiphys.proto.notification.Trigger;
import io.tiphys.proto.notification.TriggerList;
import io.tiphys.proto.notification.TriggersListRequest;
import io.tiphys.settings.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `notification.NotificationService`, from the keys of `argocd-notifications-cm`: for everybody
/// who has logged in, as in the original.
public final class NotificationOperations {

  private static final String CONFIG_MAP = "argocd-notifications-cm";

  private final Supplier<Settings> settings;

  /// @param settings now
  public NotificationOperations(Supplier<Settings> settings) {
    this.settings = settings;
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(NotificationServiceGrpc.getListTriggersMethod(), this::triggers),
        Operation.unary(NotificationServiceGrpc.getListServicesMethod(), this::services),
        Operation.unary(NotificationServiceGrpc.getListTemplatesMethod(), this::templates));
  }

  private TriggerList triggers(TriggersListRequest request, Call call) {
    var list = TriggerList.newBuilder();
    names("trigger.", Function.identity())
        .forEach(name -> list.addItems(Trigger.newBuilder().setName(name)));
    return list.build();
  }

  private TemplateList templates(TemplatesListRequest request, Call call) {
    var list = TemplateList.newBuilder();
    names("template.", Function.identity())
        .forEach(name -> list.addItems(Template.newBuilder().setName(name)));
    return list.build();
  }

  private ServiceList services(ServicesListRequest request, Call call) {
    var list = ServiceList.newBuilder();
    names("service.", NotificationOperations::serviceName)
        .forEach(name -> list.addItems(Service.newBuilder().setName(name)));
    return list.build();
  }

  /// `slack` is one of that type and name; `webhook.deploys` has a name of its own.
  private static String serviceName(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(dot + 1);
  }

  private Collection<String> names(String prefix, Function<String, String> name) {
    return settings.get().configMaps().getOrDefault(CONFIG_MAP, Map.of()).keySet().stream()
        .filter(key -> key.startsWith(prefix) && key.length() > prefix.length())
        .map(key -> name.apply(key.substring(prefix.length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
