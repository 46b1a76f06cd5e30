package io.tiphys.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Calls of the API server by REST over HTTP/1.1, on connections that are kept.
final class ApiCalls implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// How long an answer is; nothing of it is kept.
  long size(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + Product.PORT + path)).build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      long size = 0;
      byte[] buffer = new byte[64 << 10];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        size += count;
      }
      if (answer.statusCode() != 200) {
        throw new IOException(path + ": " + answer.statusCode());
      }
      return size;
    }
  }

  /// Of calls one after the other, in milliseconds.
  double median(int times, String path) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      size(path);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    millis.sort(null);
    return Math.round(millis.get(times / 2) * 100) / 100.0;
  }

  /// Until as many calls at once are answered.
  double seconds(int atOnce, Callable<Long> call) throws Exception {
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Long>>();
      for (int i = 0; i < atOnce; i++) {
        calls.add(threads.submit(call));
      }
      for (var one : calls) {
        one.get();
      }
    }
    return Phases.rounded((System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
