package io.tiphys.proto.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.Wire;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A message with every field set becomes JSON and the same message again.
class RoundTripTest {

  static Stream<Named<Descriptor>> messages() {
    return Wire.messages().entrySet().stream().map(it -> Named.of(it.getKey(), it.getValue()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void nothingIsLost(Descriptor type) throws InvalidProtocolBufferException {
    var full = new FullMessage(type.getFullName().hashCode()).of(type);
    var prototype = Wire.prototype(type);
    var message = prototype.newBuilderForType().mergeFrom(full.toByteString()).build();

    byte[] json = JsonTree.write(GoJson.toTree(message));
    var again = GoJson.merge(JsonTree.parseObject(json), prototype.newBuilderForType()).build();

    assertThat(again).isEqualTo(message);
  }
}
