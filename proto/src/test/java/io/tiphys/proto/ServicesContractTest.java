package io.tiphys.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every service has the calls of the contract, with request, response, streams and HTTP binding,
/// and no other.
class ServicesContractTest {

  @Test
  void callsAreThoseOfTheTable() {
    var expected =
        Wire.table("services.tsv").stream()
            .map(row -> String.join(" ", row.values()).stripTrailing())
            .toList();

    var actual =
        Wire.services()
            .flatMap(service -> service.getMethods().stream())
            .map(ServicesContractTest::describe)
            .toList();

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String describe(MethodDescriptor method) {
    var rule = method.getOptions().getExtension(AnnotationsProto.http);
    return String.join(
            " ",
            method.getService().getFullName(),
            method.getName(),
            (method.isClientStreaming() ? "stream " : "") + type(method.getInputType()),
            (method.isServerStreaming() ? "stream " : "") + type(method.getOutputType()),
            String.join(" | ", bindings(rule)),
            rule.getBody())
        .stripTrailing();
  }

  private static String type(Descriptor message) {
    return Wire.name(message);
  }

  private static List<String> bindings(HttpRule rule) {
    var found = new ArrayList<String>();
    switch (rule.getPatternCase()) {
      case GET -> found.add("GET " + rule.getGet());
      case PUT -> found.add("PUT " + rule.getPut());
      case POST -> found.add("POST " + rule.getPost());
      case DELETE -> found.add("DELETE " + rule.getDelete());
      case PATCH -> found.add("PATCH " + rule.getPatch());
      case CUSTOM, PATTERN_NOT_SET -> {}
    }
    rule.getAdditionalBindingsList().forEach(other -> found.addAll(bindings(other)));
    return found;
  }
}
