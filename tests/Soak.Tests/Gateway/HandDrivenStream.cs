using System.IO.Pipelines;
using System.Text;
using HotPath.Recording;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>A stream of a gateway whose clock is moved by hand, without a server: what it writes goes into a pipe. It serves one answer after another.</summary>
internal sealed class HandDrivenStream
{
    private readonly HandClock _clock = new();
    private readonly PipeOptions _piping;
    private readonly ChatStream _stream;
    private Pipe _pipe;
    private WeakReference _connection = new(null);

    /// <param name="settings">What the stream does.</param>
    /// <param name="roomBytes">What the client takes before a flush waits for it to read.</param>
    public HandDrivenStream(GatewaySettings settings, long roomBytes = 1 << 20)
    {
        State = new GatewayState(settings, new ApiKeys(null), new TokenWheel(_clock));
        _piping = new PipeOptions(
            readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: roomBytes, resumeWriterThreshold: 1, useSynchronizationContext: false);
        _pipe = new Pipe(_piping);
        _stream = new ChatStream(State, new ChunkRenderer());
    }

    public GatewayState State { get; }

    public PipeReader Client => _pipe.Reader;

    /// <summary>Of the answer that was started last.</summary>
    public Task<Task> Ended { get; private set; } = Task.FromResult(Task.CompletedTask);

    /// <summary>Begins an answer, for another client than the one before.</summary>
    public void Start(bool isStamped = false, long seed = 2) => Ended = StartUnwatched(isStamped, seed).AsTask();

    /// <returns>For nobody else to wait for.</returns>
    public ValueTask<Task> StartUnwatched(bool isStamped = false, long seed = 2)
    {
        _pipe = new Pipe(_piping);
        DefaultHttpContext context = new();
        _connection = new WeakReference(_pipe.Writer);
        context.Features.Set<IHttpResponseBodyFeature>(new Body(_pipe.Writer));
        Serving serving = new(State.Settings, State.Faults.Current, State.Wheel.Now, State.NextCompletion()) { CreatedAt = 0 };
        AnswerRequest request = new(ModelName.Of("m"u8), seed, MaxTokens: null, Stream: true, WithUsage: false, PromptTokens: 1);
        return _stream.Start(context, request, serving, isStamped);
    }

    /// <summary>As a request does whose client left.</summary>
    public void Leave() => _stream.Leave();

    public bool TryRelease() => _stream.TryRelease();

    /// <returns>Whether anything still refers to the last answer's request, when a collection has looked.</returns>
    public bool KeepsItsConnection()
    {
        Ended = Task.FromResult(Task.CompletedTask);
        _pipe = new Pipe(_piping);
        GC.Collect();
        return _connection.IsAlive;
    }

    /// <summary>Moves the clock and has the wheel turned once: late by as much as it was moved, less a tick.</summary>
    public void Turn(int milliseconds)
    {
        _clock.Move(milliseconds * TokenWheel.TickNanoseconds);
        State.Wheel.Turn();
    }

    /// <summary>As a wheel does that keeps up.</summary>
    public void TurnEachTick(int milliseconds)
    {
        for (int tick = 0; tick < milliseconds; tick++) Turn(1);
    }

    /// <returns>What the stream wrote and nobody read yet, which is then read.</returns>
    public string ReadAll()
    {
        if (!_pipe.Reader.TryRead(out ReadResult read)) return "";

        string text = Encoding.UTF8.GetString(read.Buffer);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    public static HistogramSnapshot Of(LatencyRecorder recorder)
    {
        HistogramSnapshot snapshot = new();
        recorder.CopyTo(snapshot);
        return snapshot;
    }

    private sealed class Body(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => Writer.AsStream();

        public PipeWriter Writer => writer;

        public Task CompleteAsync() => writer.CompleteAsync().AsTask();

        public void DisableBuffering()
        {
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
