using System.Net.ServerSentEvents;
using BenchmarkDotNet.Attributes;
using HotPath.Sse;
using FrameworkParser = System.Net.ServerSentEvents.SseParser;

namespace HotPath.Micro.Sse;

/// <summary>Reading a stream of 1 MiB that comes in reads of some length; each returns the bytes of the events' data.</summary>
[MemoryDiagnoser]
public class SseReaderBenchmarks
{
    private const int CorpusBytes = 1 << 20;

    private readonly EventsOfOneCorpus _handler = new();
    private byte[] _corpus = [];
    private SseReader _reader = null!;
    private SseReader _readerWithClock = null!;

    [Params(SseCorpusKind.OpenAiChunks, SseCorpusKind.Tiny)]
    public SseCorpusKind Corpus { get; set; }

    [Params(1, 7, 64, 1_024, 4_096, 65_536)]
    public int ReadBytes { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _corpus = SseCorpus.Create(Corpus, CorpusBytes);
        _reader = new SseReader(new PiecewiseStream(_corpus, ReadBytes, endless: true));
        _readerWithClock = new SseReader(new PiecewiseStream(_corpus, ReadBytes, endless: true), TimeProvider.System);
        foreach (SseItem<int> _ in FrameworkItems().Enumerate()) _handler.EventsOfCorpus++;
        if (FrameworkEnumerate() != await ReadAllAsyncWithoutClock().ConfigureAwait(false)) throw new InvalidOperationException("The two do not agree on the corpus.");
    }

    /// <summary>The framework's parser without a task in sight: its fastest way, where one may block.</summary>
    [Benchmark(Baseline = true)]
    public long FrameworkEnumerate()
    {
        long dataBytes = 0;
        foreach (SseItem<int> item in FrameworkItems().Enumerate()) dataBytes += item.Data;
        return dataBytes;
    }

    /// <summary>The framework's parser as a service uses it.</summary>
    [Benchmark]
    public async ValueTask<long> FrameworkEnumerateAsync()
    {
        long dataBytes = 0;
        await foreach (SseItem<int> item in FrameworkItems().EnumerateAsync().ConfigureAwait(false)) dataBytes += item.Data;
        return dataBytes;
    }

    /// <summary>The reader over the stream; it goes on where it stopped, for as many events as the others read.</summary>
    [Benchmark]
    public ValueTask<long> ReadAllAsyncWithoutClock() => ReadCorpusAsync(_reader);

    /// <summary>The same, with a look at the clock for each read that brings events, which the framework's parser does not take.</summary>
    [Benchmark]
    public ValueTask<long> ReadAllAsync() => ReadCorpusAsync(_readerWithClock);

    private async ValueTask<long> ReadCorpusAsync(SseReader reader)
    {
        _handler.Begin();
        await reader.ReadAllAsync(new Events(_handler), CancellationToken.None).ConfigureAwait(false);
        return _handler.DataBytes;
    }

    private SseParser<int> FrameworkItems() =>
        FrameworkParser.Create(new PiecewiseStream(_corpus, ReadBytes, endless: false), static (_, data) => data.Length);

    private sealed class EventsOfOneCorpus
    {
        private long _left;

        public long EventsOfCorpus { get; set; }

        public long DataBytes { get; private set; }

        public void Begin()
        {
            _left = EventsOfCorpus;
            DataBytes = 0;
        }

        public bool Add(int dataBytes)
        {
            DataBytes += dataBytes;
            return --_left > 0;
        }
    }

    // A structure, so that the parser's code is compiled for it.
    private readonly struct Events(EventsOfOneCorpus corpus) : ISseHandler
    {
        public bool OnEvent(SseEvent e) => corpus.Add(e.Data.Length);
    }
}
