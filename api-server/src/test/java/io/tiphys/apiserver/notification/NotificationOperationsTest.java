package io.tiphys.apiserver.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.proto.notification.NotificationServiceGrpc;
import io.tiphys.proto.notification.Service;
import io.tiphys.proto.notification.ServicesListRequest;
import io.tiphys.proto.notification.Template;
import io.tiphys.proto.notification.TemplatesListRequest;
import io.tiphys.proto.notification.Trigger;
import io.tiphys.proto.notification.TriggersListRequest;
import io.tiphys.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationOperationsTest {

  private static final Map<String, String> CONFIG =
      Map.of(
          "trigger.on-b", "- send: [t1]",
          "trigger.on-a", "broken: [",
          "template.t1", "message: x",
          "service.slack", "token: TAINTED",
          "service.webhook.hook", "url: https://TAINTED",
          "service.email.gmail", "password: TAINTED",
          "service.", "",
          "context", "a: b");

  @Test
  void onlyNamesAreListed() throws Exception {
    var operations = operations(Map.of("argocd-notifications-cm", CONFIG));
    assertThat(
            TestingCall.answer(
                    operations,
                    NotificationServiceGrpc.getListTriggersMethod(),
                    TriggersListRequest.getDefaultInstance(),
                    TestingCall.rightless())
                .getItemsList())
        .extracting(Trigger::getName)
        .containsExactly("on-a", "on-b");
    assertThat(
            TestingCall.answer(
                    operations,
                    NotificationServiceGrpc.getListTemplatesMethod(),
                    TemplatesListRequest.getDefaultInstance(),
                    TestingCall.rightless())
                .getItemsList())
        .extracting(Template::getName)
        .containsExactly("t1");
    var services =
        TestingCall.answer(
            operations,
            NotificationServiceGrpc.getListServicesMethod(),
            ServicesListRequest.getDefaultInstance(),
            TestingCall.rightless());
    assertThat(services.getItemsList())
        .extracting(Service::getName)
        .containsExactly("gmail", "hook", "slack");
    assertThat(services.toString()).doesNotContain("TAINTED");
  }

  @Test
  void withoutTheConfigMapThereIsNothing() throws Exception {
    assertThat(
            TestingCall.answer(
                    operations(Map.of()),
                    NotificationServiceGrpc.getListServicesMethod(),
                    ServicesListRequest.getDefaultInstance(),
                    TestingCall.rightless())
                .getItemsList())
        .isEmpty();
  }

  private static List<Operation<?, ?>> operations(Map<String, Map<String, String>> configMaps) {
    var none = Settings.NONE;
    var settings =
        new Settings(
            none.argocd(),
            none.params(),
            none.secrets(),
            none.clusters(),
            none.repositories(),
            none.writeRepositories(),
            configMaps,
            List.of());
    return new NotificationOperations(() -> settings).operations();
  }
}
