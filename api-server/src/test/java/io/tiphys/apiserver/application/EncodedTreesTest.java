package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.exchange.state.TreeState;
import io.tiphys.model.tree.ApplicationTreeBuilder;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.proto.v1alpha1.ApplicationTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A tree is encoded once for each version, and not for ever.
class EncodedTreesTest {

  @Test
  void whoAsksForTheSameVersionIsAnsweredTheSame() throws IOException {
    var trees = new EncodedTrees(1 << 20);
    assertThat(trees.known("1")).isEmpty();
    var first = trees.of(state("1", "shop"));
    assertThat(trees.known("1")).containsSame(first);
    assertThat(trees.of(state("1", "shop"))).isSameAs(first);
    var next = trees.of(state("2", "market"));
    assertThat(next).isNotSameAs(first);

    var out = new ByteArrayOutputStream();
    next.writeProto(out);
    assertThat(out.size()).isEqualTo(next.protoSize());
    var message = ApplicationTree.parseFrom(out.toByteArray());
    assertThat(message.getNodes(0).getResourceRef().getName()).isEqualTo("market");
    assertThat(json(next, Fields.ALL)).isEqualTo(json(Reply.of(message), Fields.ALL));
    var names = Fields.parse("nodes.name");
    assertThat(json(next, names)).isEqualTo(json(Reply.of(message), names));
  }

  @Test
  void whatWasNotAskedForForLongestGoesFirst() {
    var trees = new EncodedTrees(1000);
    String name = "n".repeat(100);
    var first = trees.of(state("1", name));
    for (int version = 2; version < 20; version++) {
      trees.of(state("" + version, name));
    }
    assertThat(trees.of(state("1", name))).isNotSameAs(first);
  }

  private static TreeState state(String version, String name) {
    var node = ResourceNodeBuilder.builder().kind("Service").name(name).build();
    return new TreeState(version, ApplicationTreeBuilder.builder().nodes(List.of(node)).build());
  }

  private static String json(Reply<?> reply, Fields fields) throws IOException {
    var out = new ByteArrayOutputStream();
    reply.writeJson(out, fields);
    return out.toString(StandardCharsets.UTF_8);
  }
}
