package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.Manifest;
import org.junit.jupiter.api.Test;

class RespectedFieldsTest {

  private static Manifest deployment(String spec) {
    return manifest("{'kind':'Deployment','metadata':{'name':'a'},'spec':%s}".formatted(spec));
  }

  @Test
  void anIgnoredFieldIsAsItIsInTheCluster() {
    assertThat(
            RespectedFields.of(
                deployment("{'paused':true}"),
                deployment("{'paused':false}"),
                deployment("{'paused':false,'replicas':5}")))
        .isEqualTo(deployment("{'paused':true,'replicas':5}"));
  }

  @Test
  void anItemIsFoundByItsName() {
    assertThat(
            RespectedFields.of(
                deployment("{'c':[{'name':'new'},{'name':'web','image':'2'}]}"),
                deployment("{'c':[{'name':'web','image':'1'}]}"),
                deployment("{'c':[{'name':'web','image':'1','cpu':'7'}]}")))
        .isEqualTo(deployment("{'c':[{'name':'new'},{'name':'web','image':'2','cpu':'7'}]}"));
  }

  @Test
  void anIgnoredItemStays() {
    assertThat(
            RespectedFields.of(
                deployment("{'c':[{'name':'web'}]}"),
                deployment("{'c':[{'name':'web'}]}"),
                deployment("{'c':[{'name':'web'},{'name':'sidecar'}]}")))
        .isEqualTo(deployment("{'c':[{'name':'web'},{'name':'sidecar'}]}"));
    assertThat(
            RespectedFields.of(
                deployment("{'args':['a','c']}"),
                deployment("{'args':['a']}"),
                deployment("{'args':['a','b']}")))
        .isEqualTo(deployment("{'args':['a','c','b']}"));
  }

  @Test
  void whatIsNotIgnoredIsAsGitWantsIt() {
    assertThat(
            RespectedFields.of(
                deployment("{'replicas':2}"),
                deployment("{'replicas':5}"),
                deployment("{'replicas':5}")))
        .isEqualTo(deployment("{'replicas':2}"));
    assertThat(
            RespectedFields.of(
                deployment("{}"), deployment("{'gone':{}}"), deployment("{'gone':{'deep':1}}")))
        .as("nothing is made for an ignored field whose place Git does not want")
        .isEqualTo(deployment("{}"));
  }
}
