using System.Collections.Concurrent;
using System.Threading.Channels;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>A server that says when a request has come, and answers it when the test says so: no clock decides what happens.</summary>
internal sealed class HeldAnswers : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30); // what comes at all comes at once

    private readonly Channel<int> _arrivals = Channel.CreateUnbounded<int>();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _held = new();
    private readonly ScriptedServer _server;

    public HeldAnswers() => _server = new ScriptedServer(Hold);

    public Uri Url => _server.Url;

    public int Requests => _server.Requests;

    /// <returns>The number of the next request that comes, from 0.</returns>
    public async Task<int> NextAsync() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Longest);

    public void Release(params int[] requests)
    {
        foreach (int request in requests) _held[request].SetResult();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ScriptedAnswer Hold(int number)
    {
        TaskCompletionSource released = _held[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _arrivals.Writer.TryWrite(number);
        return ScriptedAnswer.Json(ChatAnswer) with { Released = released.Task };
    }
}
