package io.tiphys.apiserver.operation;

/// A call of a test: nobody leaves, and nothing came beside the message.
public interface PatientCall extends Call {

  @Override
  default boolean isCancelled() {
    return false;
  }

  @Override
  default void onCancel(Runnable what) {}

  @Override
  default String header(String name) {
    return "";
  }

  @Override
  default String extra(String name) {
    return "";
  }
}
