package io.tiphys.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apiextensions;
import io.tiphys.proto.k8s.apiextensions.v1.ApiextensionsProto;
import io.tiphys.proto.k8s.core.v1.CoreProto;
import io.tiphys.proto.k8s.intstr.IntstrProto;
import io.tiphys.proto.k8s.meta.v1.MetaProto;
import io.tiphys.proto.k8s.runtime.RuntimeProto;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Kubernetes' own messages are those of the descriptors that its Java client ships.
class KubernetesMessagesTest {

  static List<Arguments> files() {
    return List.of(
        Arguments.of(MetaProto.getDescriptor(), Meta.getDescriptor()),
        Arguments.of(CoreProto.getDescriptor(), V1.getDescriptor()),
        Arguments.of(RuntimeProto.getDescriptor(), Runtime.getDescriptor()),
        Arguments.of(IntstrProto.getDescriptor(), IntStr.getDescriptor()),
        Arguments.of(ApiextensionsProto.getDescriptor(), V1Apiextensions.getDescriptor()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void fieldsAreThoseOfKubernetes(FileDescriptor ours, FileDescriptor theirs) {
    assertThat(ours.getPackage()).isEqualTo(theirs.getPackage());
    assertThat(ours.getMessageTypes()).isNotEmpty();
    for (var message : ours.getMessageTypes()) {
      var original = Objects.requireNonNull(theirs.findMessageTypeByName(message.getName()));
      assertThat(fields(message)).as(message.getFullName()).isEqualTo(fields(original));
    }
  }

  private static List<String> fields(Descriptor message) {
    return message.getFields().stream().map(KubernetesMessagesTest::describe).sorted().toList();
  }

  private static String describe(FieldDescriptor field) {
    boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    return String.join(
        " ",
        Integer.toString(field.getNumber()),
        field.getName(),
        message ? field.getMessageType().getFullName() : field.getType().name(),
        field.isRepeated() ? "repeated" : "optional");
  }
}
