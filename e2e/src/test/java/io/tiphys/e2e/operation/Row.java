package io.tiphys.e2e.operation;

import io.grpc.MethodDescriptor;
import java.util.Map;

/// One operation in its four situations.
///
/// @param method such as `application.ApplicationService/Get`
record Row(MethodDescriptor<?, ?> method, Map<Situation, Case> cases) {

  String service() {
    return String.valueOf(method.getServiceName());
  }

  String name() {
    return String.valueOf(method.getBareMethodName());
  }

  Case in(Situation situation) {
    Case found = cases.get(situation);
    if (found == null) {
      throw new IllegalArgumentException(
          method.getFullMethodName() + " does not say what happens: " + situation.words());
    }
    return found;
  }
}
