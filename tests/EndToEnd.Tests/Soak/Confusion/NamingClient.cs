using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using HotPath.Http;
using HotPath.Recording;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>The load generator's own exchanges over one transport, asked for the name of what each single stream met.</summary>
internal sealed class NamingClient : IDisposable
{
    private static readonly Counter[] Findings = [Counter.Lost, Counter.Repeated, Counter.Reordered, Counter.Altered, Counter.WrongUsage];

    private readonly Target _target;
    private readonly TargetSettings _settings;
    private readonly Watchdog _watchdog = new(TimeProvider.System);
    private readonly RequestPlan _plan;

    /// <param name="group">What is asked; null: streamed chat.</param>
    public NamingClient(Uri url, Transport transport, TimeoutSettings timeouts, TlsSettings? tls = null, RequestGroup? group = null)
    {
        _target = new Target(url, HotPath.Soak.Gateway.ApiKeys.Default, [new IPEndPoint(IPAddress.Loopback, url.Port)], tls);
        _settings = new TargetSettings { Transport = transport, Timeouts = timeouts };
        _plan = new RequestPlan(group ?? new RequestGroup { Name = "chat" }, url, _target.ApiKey, []);
    }

    public GeneratorLimits Limits { get; } = new();

    /// <param name="atOnce">Streams that are open at the same time.</param>
    /// <returns>For each seed what its stream was found to be.</returns>
    public async Task<IReadOnlyDictionary<long, string>> NameAsync(IEnumerable<long> seeds, int atOnce)
    {
        ConcurrentQueue<long> left = new(seeds);
        ConcurrentDictionary<long, string> names = new();
        using ITransport transport = NewTransport();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => NameAsync(transport, left, names)));
        Assert.Empty(Limits.Faults);
        return names;
    }

    /// <summary>The same, each stream on a connection of its own, which is new.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NameOnNewConnectionsAsync(IEnumerable<long> seeds, int atOnce)
    {
        ConcurrentDictionary<long, string> names = new();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = atOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(seeds, parallel, async (seed, _) =>
        {
            using ITransport transport = NewTransport();
            await NameAsync(transport, new ConcurrentQueue<long>([seed]), names);
        });
        Assert.Empty(Limits.Faults);
        return names;
    }

    public void Dispose() => _watchdog.Dispose();

    private ITransport NewTransport() => _settings.Transport is Transport.Http2
        ? new Http2Transport(_target, _settings, new ConnectionRecorder(), Limits, TimeProvider.System)
        : new Http1Transport(_target, _settings, new ConnectionRecorder(), Limits, TimeProvider.System);

    private async Task NameAsync(ITransport transport, ConcurrentQueue<long> left, ConcurrentDictionary<long, string> names)
    {
        await Task.Yield();
        using Exchange exchange = new(transport.NewChannel(), _settings.Timeouts, new Gauge(), TimeProvider.System);
        _watchdog.Watch(exchange);
        GroupRecorder recorder = GroupRecorder.OfCountsAlone(new LatencyRecorder(0), new Gauge());
        CounterSet before = new();
        while (left.TryDequeue(out long seed))
        {
            before.Clear();
            before.Add(recorder.Counters);
            Outcome outcome = await exchange.RunAsync(new WorkItem(_plan, recorder, new RequestDraw(seed), TimeProvider.System.GetTimestamp()));
            names[seed] = NameOf(outcome, counter => recorder.Counters[counter] - before[counter]);
        }
    }

    private static string NameOf(Outcome outcome, Func<Counter, long> counted)
    {
        Counter[] findings = [.. Findings.Where(finding => counted(finding) > 0)];
        string name = outcome is Outcome.Timeout
            ? counted(Counter.Tokens) > 0 ? StreamNames.TimeoutInMidStream : StreamNames.TimeoutBeforeTheFirstToken
            : CamelCase(outcome);
        return outcome is Outcome.Corrupt ? string.Join(" and ", findings.Select(finding => CamelCase(finding)))
            : findings.Length > 0 ? $"{name} with {string.Join(" and ", findings.Select(finding => CamelCase(finding)))}"
            : name;
    }

    private static string CamelCase<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
