using System.IO.Pipelines;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>A reader over a pipe whose every write is one read, handled before the write returns.</summary>
internal sealed class TestPipe
{
    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));

    public TestPipe(int maxEventBytes = SseParser.DefaultMaxEventBytes) =>
        Events = new SseReader(_pipe.Reader, Time, maxEventBytes);

    public HandDrivenTime Time { get; } = new();

    public SseReader Events { get; }

    public PipeReader Reader => _pipe.Reader;

    public async Task ArriveAsync(ReadOnlyMemory<byte> bytes)
    {
        Time.Now++;
        await _pipe.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    public void End(Exception? error = null) => _pipe.Writer.Complete(error);

    internal sealed class HandDrivenTime : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }
}
