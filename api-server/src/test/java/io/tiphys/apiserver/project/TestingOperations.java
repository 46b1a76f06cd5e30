package io.tiphys.apiserver.project;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Calls operations as the gateway does, by their methods.
record TestingOperations(List<Operation<?, ?>> operations) {

  <Q extends Message, A extends Message> A call(MethodDescriptor<Q, A> method, Q request, Call call)
      throws Exception {
    for (Operation<?, ?> operation : operations) {
      if (operation.method().getFullMethodName().equals(method.getFullMethodName())) {
        return answer(method, operation, request, call);
      }
    }
    throw new AssertionError("no operation " + method.getFullMethodName());
  }

  @SuppressWarnings("unchecked") // the same method has the same messages
  private static <Q extends Message, A extends Message> A answer(
      MethodDescriptor<Q, A> method, Operation<?, ?> operation, Q request, Call call)
      throws Exception {
    if (!(operation instanceof Operation.Unary<?, ?> unary)) {
      throw new AssertionError("no unary operation: " + method.getFullMethodName());
    }
    var handler = (Operation.Handler<Q, A>) unary.handler();
    var out = new ByteArrayOutputStream();
    handler.answer(request, call).writeProto(out);
    return method.parseResponse(new ByteArrayInputStream(out.toByteArray()));
  }

  static String text(Message message) throws Exception {
    return JsonFormat.printer().print(message);
  }
}
