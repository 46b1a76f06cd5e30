package io.tiphys.apiserver.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A call without a network: who calls may do what a list says.
///
/// @param allowed `resource, action, object`; a `*` stands for any
public record TestingCall(Identity identity, Set<String> allowed)
    implements PatientCall, Caller, Rights {

  /// May do everything.
  public static TestingCall admin() {
    return allowed("*, *, *");
  }

  /// Has logged in, and may do nothing.
  public static TestingCall rightless() {
    return allowed(new String[0]);
  }

  public static TestingCall allowed(String... allowed) {
    var user = new Identity.User("ada", "argocd", "ada", List.of(), "", Instant.EPOCH, null);
    return new TestingCall(user, Set.of(allowed));
  }

  /// Nobody has logged in.
  public static TestingCall nobody() {
    return new TestingCall(new Identity.Nobody(), Set.of());
  }

  /// The answer of one of the operations.
  public static <Q extends Message, A extends Message> A answer(
      List<Operation<?, ?>> operations, MethodDescriptor<Q, A> method, Q request, Call call)
      throws InterruptedException {
    var reply = handler(operations, method).answer(request, call);
    var bytes = new ByteArrayOutputStream();
    try {
      reply.writeProto(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return method.parseResponse(new java.io.ByteArrayInputStream(bytes.toByteArray()));
  }

  /// What one of the operations answers instead.
  public static <Q extends Message, A extends Message> Refusal refusal(
      List<Operation<?, ?>> operations, MethodDescriptor<Q, A> method, Q request, Call call) {
    var refusal =
        catchThrowableOfType(Refusal.class, () -> answer(operations, method, request, call));
    assertThat(refusal).as("refusal of %s", method.getFullMethodName()).isNotNull();
    return refusal;
  }

  @SuppressWarnings("unchecked") // an operation's handler has the types of its method
  private static <Q extends Message, A extends Message> Operation.Handler<Q, A> handler(
      List<Operation<?, ?>> operations, MethodDescriptor<Q, A> method) {
    return operations.stream()
        .filter(it -> it.method() == method)
        .map(it -> ((Operation.Unary<Q, A>) it).handler())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public boolean allow(String resource, String action, String object) {
    return allowed.stream()
        .map(line -> line.split(", "))
        .anyMatch(it -> is(it[0], resource) && is(it[1], action) && is(it[2], object));
  }

  private static boolean is(String pattern, String text) {
    return pattern.equals("*")
        || pattern.equals(text)
        || (pattern.endsWith("/*") && text.startsWith(pattern.substring(0, pattern.length() - 1)));
  }

  @Override
  public Predicate<String> objects(String resource, String action) {
    return object -> allow(resource, action, object);
  }

  @Override
  public Caller caller() {
    return this;
  }

  @Override
  public Rights rights() {
    return this;
  }
}
