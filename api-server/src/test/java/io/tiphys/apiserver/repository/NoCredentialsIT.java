package io.tiphys.apiserver.repository;

import static io.tiphys.apiserver.repository.RepositoryRoom.ALL;
import static io.tiphys.apiserver.repository.RepositoryRoom.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.repository.RepositoryRoom.May;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.repository.RepositoryServiceGrpc;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// Every operation is asked for everything that it can be asked for, while each credential of each
/// Secret and each request is marked: no answer and no error may carry a mark.
class NoCredentialsIT {

  private static final String MARK = "s3cr3t-";

  /// What a client may be told.
  private static final Set<String> PUBLIC =
      Set.of(
          "name",
          "project",
          "type",
          "noProxy",
          "username",
          "azureServicePrincipalClientId",
          "azureServicePrincipalTenantId",
          "revision",
          "appName",
          "appProject");

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, true);

  private String base = "";

  /// Git behind a password, which it is not given.
  private void secrets() throws Exception {
    room.repository().commit(Map.of("cm.yaml", "a: b"));
    base =
        room.https
            .url(room.repository())
            .replace("https://", "https://user:" + MARK + "url@")
            .replace(".git", "");
    for (String type :
        List.of("repository", "repository-write", "repo-creds", "repo-write-creds")) {
      room.declare("tainted-" + type, type, tainted(base + (type.startsWith("repos") ? "" : "/")));
    }
    var direct = tainted(base + "/direct"); // no key or proxy keeps it from the server
    direct.keySet().removeAll(Set.of("tlsClientCertData", "tlsClientCertKey", "proxy"));
    direct.remove("bearerToken");
    room.declare("direct", "repository", direct);
    for (String url : List.of(base, base + "/", base + "/bare", base + "/direct", base + "/new")) {
      room.permitted.add(" " + url);
    }
    room.declare(
        "bare", "repository", Map.of("url", base + "/bare", "type", "helm", "name", "bare"));
    while (room.call(RepositoryServiceGrpc.getListMethod(), RepoQuery.getDefaultInstance(), ALL)
            .getItemsCount()
        < 3) {
      Thread.sleep(20);
    }
  }

  private static Map<String, String> tainted(String url) {
    var data = new HashMap<String, String>();
    for (String key :
        List.of(
            "password",
            "bearerToken",
            "sshPrivateKey",
            "tlsClientCertData",
            "tlsClientCertKey",
            "githubAppPrivateKey",
            "gcpServiceAccountKey",
            "azureServicePrincipalClientSecret")) {
      data.put(key, MARK + key);
    }
    data.put("url", url);
    data.put("username", "ada");
    data.put("proxy", "http://user:" + MARK + "proxy@localhost:2");
    data.put("githubAppEnterpriseBaseUrl", "https://user:" + MARK + "ghe@ghe");
    data.put("azureActiveDirectoryEndpoint", "https://user:" + MARK + "azure@ad");
    return data;
  }

  @Test
  void no_answer_and_no_error_carries_one() throws Exception {
    var logged = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    logged.start();
    root.addAppender(logged);
    secrets();
    May noUpdate = (resource, action, object) -> !action.equals("update");
    var told = new ArrayList<String>();
    for (Operation<?, ?> operation : room.operations()) {
      for (String url :
          List.of(base, base + "/", base + "/bare", base + "/direct", base + "/new")) {
        told.add(ask(operation, url, "git", NONE));
        for (String type : List.of("git", "helm", "oci")) {
          told.add(ask(operation, url, type, noUpdate));
          told.add(ask(operation, url, type, ALL));
        }
      }
    }
    assertThat(told).hasSize(29 * 5 * 7).noneMatch(text -> text.contains(MARK));
    root.detachAppender(logged);
    assertThat(List.copyOf(logged.list))
        .isNotEmpty()
        .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains(MARK))
        .noneMatch(event -> String.valueOf(event.getThrowableProxy()).contains(MARK));
    assertThat(told).anyMatch(text -> text.contains("Unable to connect to repository: "));
    assertThat(told).anyMatch(text -> text.contains("difference in keys"));
    assertThat(told).anyMatch(text -> text.contains("authentication required"));
    assertThat(told).anyMatch(text -> text.contains("401 Unauthorized"));
    assertThat(told).anyMatch(text -> text.contains("error testing repository connectivity"));
  }

  private <Q extends Message, A extends Message> String ask(
      Operation<Q, A> operation, String url, String type, May rights) throws InterruptedException {
    @SuppressWarnings("unchecked") // the descriptor's own request
    Q request = (Q) filled(prototype(operation), url, type, 0).build();
    String name = operation.method().getFullMethodName() + ": ";
    try {
      return name + GoJson.toTree(room.call(operation.method(), request, rights));
    } catch (Refusal e) {
      return name + e.code() + " " + e.text() + " " + e;
    }
  }

  private static Message.Builder prototype(Operation<?, ?> operation) {
    var marshaller =
        (io.grpc.MethodDescriptor.PrototypeMarshaller<?>) operation.method().getRequestMarshaller();
    assertThat(operation.method().getSchemaDescriptor())
        .isInstanceOf(ProtoMethodDescriptorSupplier.class);
    return ((Message) java.util.Objects.requireNonNull(marshaller.getMessagePrototype()))
        .newBuilderForType();
  }

  /// A request with a mark in each text that may be a credential.
  private static Message.Builder filled(
      Message.Builder builder, String url, String type, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (field.isRepeated() || depth > 2 || field.getName().equals("connectionState")) {
        continue;
      }
      String name = field.getJsonName();
      switch (field.getJavaType()) {
        case STRING ->
            builder.setField(
                field,
                switch (name) {
                  case "repo", "url", "repoURL" -> url;
                  case "type" -> type;
                  case "project", "appProject" -> "";
                  case "proxy" -> "http://user:" + MARK + "sent@localhost:2";
                  default -> PUBLIC.contains(name) ? "public" : MARK + name;
                });
        case MESSAGE ->
            builder.setField(
                field, filled(builder.newBuilderForField(field), url, type, depth + 1).build());
        default -> {}
      }
    }
    return builder;
  }
}
