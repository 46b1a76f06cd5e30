package io.tiphys.reposerver.serve;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestRequestWithFiles;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.upload.Upload;
import io.tiphys.reposerver.upload.UploadLimits;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GenerateManifestWithFiles`: a client sends a request, what it knows of an archive, and the
/// archive in pieces; the manifests are those of the archive's files.
final class UploadedManifests {

  private static final Logger log = LoggerFactory.getLogger(UploadedManifests.class);

  /// Archives on their way at the same time, and for how long one may be.
  private static final int PARALLEL = 10;

  private static final long MINUTES = 5;

  private final ManifestGeneration manifests;
  private final Renderer renderer;
  private final UploadLimits limits;
  private final Semaphore places = new Semaphore(PARALLEL);

  UploadedManifests(ManifestGeneration manifests, Renderer renderer, UploadLimits limits) {
    this.manifests = manifests;
    this.renderer = renderer;
    this.limits = limits;
  }

  StreamObserver<ManifestRequestWithFiles> receive(StreamObserver<ManifestResponse> response) {
    if (!places.tryAcquire()) {
      response.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription("too many clients send files at the same time; try again later")
              .asException());
      return new Ignoring();
    }
    var receiver = new Receiver(response);
    CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES)
        .execute(() ->
            receiver.fail(
                Status.DEADLINE_EXCEEDED
                    .withDescription(
                        "the files did not arrive within %d minutes".formatted(MINUTES))
                    .asException()));
    return receiver;
  }

  private final class Receiver implements StreamObserver<ManifestRequestWithFiles> {

    private final StreamObserver<ManifestResponse> response;
    private @Nullable ManifestRequest request;
    private @Nullable String checksum;
    private @Nullable Upload upload;
    private boolean isOver;

    Receiver(StreamObserver<ManifestResponse> response) {
      this.response = response;
    }

    @Override
    public synchronized void onNext(ManifestRequestWithFiles part) {
      if (isOver) {
        return;
      }
      try {
        switch (part.getPartCase()) {
          case REQUEST -> request = part.getRequest();
          case METADATA -> begin(part.getMetadata().getChecksum(), part.getMetadata().getSize());
          case CHUNK -> {
            if (upload == null) {
              throw invalid("the files' checksum must come before the files");
            }
            upload.add(part.getChunk().getChunk().asReadOnlyByteBuffer());
          }
          case PART_NOT_SET -> throw invalid("a message of the stream is empty");
        }
      } catch (StatusException e) {
        fail(e);
      } catch (SourceException e) {
        fail(Statuses.resolving(e));
      } catch (IOException | RuntimeException e) {
        fail(unexpected(e));
      }
    }

    private void begin(String sum, long size) throws StatusException, IOException {
      if (request == null || upload != null) {
        throw invalid("the request must come before the files' checksum, each of them once");
      }
      if (size > limits.archiveBytes()) {
        throw invalid("file exceeded max size of %d bytes".formatted(limits.archiveBytes()));
      }
      checksum = sum;
      upload = new Upload(renderer.enter(), limits);
    }

    @Override
    public synchronized void onCompleted() {
      if (isOver) {
        return;
      }
      try {
        if (request == null || upload == null || checksum == null) {
          throw invalid("the stream ended before the request and its files were sent");
        }
        ManifestResponse made = manifests.generate(request, upload.finished(checksum));
        response.onNext(made);
        response.onCompleted();
        end();
      } catch (StatusException e) {
        fail(e);
      } catch (SourceException e) {
        fail(Statuses.resolving(e));
      } catch (IOException | RuntimeException e) {
        fail(unexpected(e));
      }
    }

    @Override
    public synchronized void onError(Throwable gone) {
      end();
    }

    synchronized void fail(StatusException why) {
      if (!isOver) {
        log.atInfo()
            .addKeyValue("call", "GenerateManifestWithFiles")
            .addKeyValue("code", why.getStatus().getCode())
            .log("{}", why.getStatus().getDescription());
        response.onError(why);
        end();
      }
    }

    private void end() {
      if (isOver) {
        return;
      }
      isOver = true;
      places.release();
      try {
        if (upload != null) {
          upload.close();
        }
      } catch (IOException e) {
        log.warn("uploaded files could not be deleted: {}", e.toString());
      }
    }
  }

  private static StatusException unexpected(Exception e) {
    log.error("uploaded files could not be rendered", e);
    return Status.INTERNAL
        .withDescription(
            "GenerateManifestWithFiles failed unexpectedly; the repo server's log has the cause")
        .asException();
  }

  private static StatusException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asException();
  }

  private static final class Ignoring implements StreamObserver<ManifestRequestWithFiles> {
    @Override
    public void onNext(ManifestRequestWithFiles part) {}

    @Override
    public void onError(Throwable gone) {}

    @Override
    public void onCompleted() {}
  }
}
