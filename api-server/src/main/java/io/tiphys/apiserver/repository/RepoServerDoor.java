package io.tiphys.apiserver.repository;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.exchange.repo.GoStatus;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceBlockingStub;
import io.tiphys.proto.reposerver.TestRepositoryRequest;
import java.util.Optional;
import java.util.function.Function;

/// Asks the repo server about a repository; what it refuses is told without credentials.
public final class RepoServerDoor {

  private static final String SILENT =
      "the repo server does not answer; see whether it runs and is reached";

  private final RepoServerClient client;

  public RepoServerDoor(RepoServerClient client) {
    this.client = client;
  }

  /// Why a repository cannot be used.
  ///
  /// @param message as Go writes a status, without credentials
  /// @param isKnown false when the repo server could not be asked, which says nothing of the
  ///   repository
  record Failure(String message, boolean isKnown) {}

  /// @param about whose credentials must not be in an error
  /// @throws Refusal as the repo server says
  public <T> T ask(Repository about, Function<RepoServerServiceBlockingStub, T> question) {
    try {
      return question.apply(client.call());
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      throw new Refusal(status.getCode(), described(status, about));
    }
  }

  /// Connects to a repository.
  ///
  /// @throws Refusal when it cannot be used, with the reason
  void test(Repository repository) {
    var request = TestRepositoryRequest.newBuilder().setRepo(Shown.wire(repository)).build();
    ask(repository, stub -> stub.testRepository(request));
  }

  /// As [#test], for those who only note it.
  Optional<Failure> problem(Repository repository) {
    try {
      test(repository);
      return Optional.empty();
    } catch (Refusal e) {
      return Optional.of(new Failure(GoStatus.text(e.code(), e.text()), !isSilence(e.code())));
    }
  }

  private static String described(Status status, Repository about) {
    String description = status.getDescription();
    if (isSilence(status.getCode())) {
      return SILENT;
    }
    return Redaction.text(description == null ? status.getCode().name() : description, about);
  }

  private static boolean isSilence(Status.Code code) {
    return switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> true;
      default -> false;
    };
  }
}
