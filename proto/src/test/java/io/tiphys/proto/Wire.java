package io.tiphys.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.tiphys.proto.account.AccountProto;
import io.tiphys.proto.application.ApplicationProto;
import io.tiphys.proto.applicationset.ApplicationSetProto;
import io.tiphys.proto.certificate.CertificateProto;
import io.tiphys.proto.cluster.ClusterProto;
import io.tiphys.proto.events.EventsProto;
import io.tiphys.proto.gpgkey.GpgKeyProto;
import io.tiphys.proto.notification.NotificationProto;
import io.tiphys.proto.project.ProjectProto;
import io.tiphys.proto.repocreds.RepoCredsProto;
import io.tiphys.proto.reposerver.RepoServerProto;
import io.tiphys.proto.repository.RepositoryProto;
import io.tiphys.proto.session.SessionProto;
import io.tiphys.proto.settings.SettingsProto;
import io.tiphys.proto.settings.oidc.ClaimsProto;
import io.tiphys.proto.v1alpha1.V1alpha1Proto;
import io.tiphys.proto.version.VersionProto;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The descriptors that the stubs carry, in the words of the contract's tables.
public final class Wire {

  /// The short names that the tables have for the packages with a long one.
  private static final Map<String, String> SHORT =
      Map.of(
          "github.com.argoproj.argo_cd.v3.pkg.apis.application.v1alpha1", "v1alpha1",
          "k8s.io.apimachinery.pkg.apis.meta.v1", "meta.v1",
          "k8s.io.api.core.v1", "core.v1",
          "k8s.io.apimachinery.pkg.util.intstr", "apimachinery.util.intstr",
          "k8s.io.apimachinery.pkg.runtime", "apimachinery.runtime",
          "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1", "apiextensions.v1");

  private Wire() {}

  static List<FileDescriptor> files() {
    return List.of(
        AccountProto.getDescriptor(),
        ApplicationProto.getDescriptor(),
        ApplicationSetProto.getDescriptor(),
        CertificateProto.getDescriptor(),
        ClaimsProto.getDescriptor(),
        ClusterProto.getDescriptor(),
        EventsProto.getDescriptor(),
        GpgKeyProto.getDescriptor(),
        NotificationProto.getDescriptor(),
        ProjectProto.getDescriptor(),
        RepoCredsProto.getDescriptor(),
        RepoServerProto.getDescriptor(),
        RepositoryProto.getDescriptor(),
        SessionProto.getDescriptor(),
        SettingsProto.getDescriptor(),
        V1alpha1Proto.getDescriptor(),
        VersionProto.getDescriptor());
  }

  /// Every message of the product's own packages by its name in the tables.
  public static Map<String, Descriptor> messages() {
    var found = new LinkedHashMap<String, Descriptor>();
    for (var file : files()) {
      for (var message : file.getMessageTypes()) {
        found.put(name(message), message);
      }
    }
    return found;
  }

  /// An empty message of the class that is generated for the descriptor.
  public static Message prototype(Descriptor message) {
    String type = message.getFile().getOptions().getJavaPackage() + "." + message.getName();
    try {
      return (Message) Class.forName(type).getMethod("getDefaultInstance").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no class for " + message.getFullName(), e);
    }
  }

  static Stream<ServiceDescriptor> services() {
    return files().stream().flatMap(file -> file.getServices().stream());
  }

  /// A message's name as the tables have it.
  static String name(Descriptor message) {
    String pkg = message.getFile().getPackage();
    return SHORT.getOrDefault(pkg, pkg) + "." + message.getName();
  }

  /// A field's type as the tables have it: a message of the same package without the package.
  static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      var entry = field.getMessageType();
      var value = Objects.requireNonNull(entry.findFieldByNumber(2));
      return "map<string," + scalarOrMessage(value, field.getContainingType()) + ">";
    }
    return scalarOrMessage(field, field.getContainingType());
  }

  private static String scalarOrMessage(FieldDescriptor field, Descriptor from) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return field
          .toProto()
          .getType()
          .name()
          .substring("TYPE_".length())
          .toLowerCase(java.util.Locale.ROOT);
    }
    var to = field.getMessageType();
    boolean same = to.getFile().getPackage().equals(from.getFile().getPackage());
    return same ? to.getName() : name(to);
  }

  /// The rows of a table, each by the names of its columns.
  public static List<Map<String, String>> table(String file) {
    var stream = Objects.requireNonNull(Wire.class.getResourceAsStream("/contract/" + file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String[] columns = Objects.requireNonNull(reader.readLine()).split("\t", -1);
      var rows = new ArrayList<Map<String, String>>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], i < cells.length ? cells[i] : "");
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
