package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.v1alpha1.ApplicationList;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of an answer that nobody reads, little more is made than what is on its way.
class SlowCallerIT extends Gateways {

  /// What the buffers of both kernels, of HTTP/2 and of a client hold, generously.
  private static final long ON_ITS_WAY = 24L << 20;

  private static final int ITEMS = 1000;

  private ManagedChannel slow;

  @BeforeEach
  void connect() {
    written.set(0);
    slow =
        NettyChannelBuilder.forAddress(
                "localhost", server.port(), InsecureChannelCredentials.create())
            .maxInboundMessageSize(300 << 20)
            .build();
  }

  @AfterEach
  void disconnect() {
    slow.shutdownNow();
  }

  @Test
  void aLongListOverGrpcWaitsForItsCaller() throws Exception {
    var answers = new LinkedBlockingQueue<ApplicationList>();
    var call = begin(ApplicationServiceGrpc.getListMethod(), "" + ITEMS, answers);
    assertThat(awaitStuck()).isLessThan(ON_ITS_WAY);
    assertThat(apps().get(query("shop")).getMetadata().getName())
        .as("what another caller asks meanwhile")
        .isEqualTo("shop");
    call.request(2);
    var list = answers.poll(30, TimeUnit.SECONDS);
    assertThat(list.getItemsCount()).isEqualTo(ITEMS);
    assertThat(list.getItems(ITEMS - 1).getMetadata().getName()).isEqualTo(LongList.NAME);
  }

  @Test
  void aWatchOverGrpcWaitsForItsCaller() throws Exception {
    var answers = new LinkedBlockingQueue<Object>();
    var call = begin(ApplicationServiceGrpc.getWatchMethod(), "many", answers);
    assertThat(awaitStuck()).isLessThan(ON_ITS_WAY);
    left.clear();
    call.cancel("seen enough", null);
    assertThat(left.poll(10, TimeUnit.SECONDS)).isEqualTo("left");
  }

  @Test
  void aLongListOverRestWaitsForItsCaller() throws Exception {
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(64 << 10);
      socket.connect(new java.net.InetSocketAddress("localhost", server.port()));
      send(socket, "/api/v1/applications?name=" + ITEMS);
      assertThat(awaitStuck()).isLessThan(ON_ITS_WAY);
      socket.shutdownOutput();
      long read = socket.getInputStream().readAllBytes().length;
      assertThat(read).isGreaterThan((long) ITEMS * LongList.NAME.length());
    }
  }

  @Test
  void aLongListOverGrpcWebIsWhole() {
    byte[] query = query("3").toByteArray();
    String method = "application.ApplicationService/List";
    for (boolean isText : new boolean[] {false, true}) {
      var frames = web(method, query, isText);
      assertThat(frames).hasSize(2);
      assertThat(frames.getFirst()).hasSizeGreaterThan(3 * LongList.NAME.length());
      assertThat(frames.getLast()).contains("grpc-status:0");
    }
  }

  @Test
  void aRefusedListSaysWhyOverGrpc() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> apps().list(query("no number")))
        .hasMessageContaining("INVALID_ARGUMENT: no number: \"no number\"");
  }

  private <A> ClientCall<ApplicationQuery, A> begin(
      MethodDescriptor<ApplicationQuery, ? extends A> method,
      String name,
      BlockingQueue<A> answers) {
    @SuppressWarnings("unchecked") // only ever read from
    var call = (ClientCall<ApplicationQuery, A>) slow.newCall(method, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(A answer) {
            answers.add(answer);
          }
        },
        new Metadata());
    call.sendMessage(query(name));
    call.halfClose();
    return call;
  }

  static void send(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /// How much was written when nothing more is.
  private static long awaitStuck() throws InterruptedException {
    long last = 0;
    for (long now = written.get(); now == 0 || now != last; now = written.get()) {
      last = now;
      Thread.sleep(500);
    }
    return last;
  }
}
