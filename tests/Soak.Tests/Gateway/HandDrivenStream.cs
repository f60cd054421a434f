using System.IO.Pipelines;
using System.Text;
using HotPath.Recording;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>Streams of a gateway whose clock is moved by hand, without a server: what they write goes into a pipe.</summary>
internal sealed class HandDrivenStream
{
    private readonly HandClock _clock = new();
    private readonly Pipe _pipe;

    /// <param name="settings">What the stream does.</param>
    /// <param name="roomBytes">What the client takes before a flush waits for it to read.</param>
    public HandDrivenStream(GatewaySettings settings, long roomBytes = 1 << 20)
    {
        State = new GatewayState(settings, new ApiKeys(null), new TokenWheel(_clock));
        _pipe = new Pipe(new PipeOptions(
            readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: roomBytes, resumeWriterThreshold: 1, useSynchronizationContext: false));
    }

    public GatewayState State { get; }

    public PipeReader Client => _pipe.Reader;

    public void Start(bool isStamped = false)
    {
        DefaultHttpContext context = new();
        context.Features.Set<IHttpResponseBodyFeature>(new Body(_pipe.Writer));
        Serving serving = new(State.Settings, State.Faults.Current, State.Wheel.Now, State.NextCompletion());
        AnswerRequest request = new(ModelName.Of("m"u8), Seed: 2, MaxTokens: null, Stream: true, WithUsage: false, PromptTokens: 1);
        StreamPlan plan = new(serving.Settings, serving.Faults, request.Seed, request.MaxTokens);
        ChunkRenderer renderer = new(_pipe.Writer, request, plan, serving.Completion, createdAt: 0);
        new ChatStream(context, State, renderer, plan, serving) { IsStamped = isStamped }.Start();
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
