using System.Net;
using HotPath.Http;
using HotPath.Recording;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Load.Transports.Http3;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using Wire = HotPath.Soak.Scenarios.Transport;

namespace HotPath.Soak.Tests.Load;

/// <summary>An exchange with all it needs, against one target; more of them on request.</summary>
internal sealed class ExchangeBench : IDisposable
{
    private readonly TargetSettings _target;
    private readonly TimeProvider _time;
    private readonly Watchdog _watchdog;
    private readonly List<Exchange> _exchanges = [];
    private readonly Exchange _exchange;

    public ExchangeBench(
        Uri url, RequestGroup group, TimeoutSettings? timeouts = null, Wire transport = Wire.Http1, int maxConnections = 1_000, TlsSettings? tls = null)
        : this(
            new Target(url, "sk-test", [new IPEndPoint(IPAddress.Loopback, url.Port)], tls),
            group,
            new TargetSettings { Timeouts = timeouts ?? TimeoutsFor(Outcome.Completed), Transport = transport, Connections = new ConnectionSettings { Max = maxConnections } },
            TimeProvider.System)
    {
    }

    /// <param name="time">What connections are as old by as it says, and requests late.</param>
    public ExchangeBench(Target target, RequestGroup group, TargetSettings settings, TimeProvider time)
    {
        _target = settings;
        _time = time;
        _watchdog = new Watchdog(time);
        Uri url = target.Url;
        Transport = settings.Transport switch
        {
            Wire.Http3 when QuicLibrary.IsThere => new Http3Transport(target, _target, Connections, Limits, time),
            Wire.Http2 => new Http2Transport(target, _target, Connections, Limits, time),
            _ => new Http1Transport(target, _target, Connections, Limits, time),
        };
        Plan = new RequestPlan(group, url, "sk-test", []);
        _exchange = NewExchange();
    }

    public ITransport Transport { get; }

    public RequestPlan Plan { get; init; }

    public GroupRecorder Recorder { get; init; } = new(reservedShards: 1, new Gauge());

    public GeneratorLimits Limits { get; } = new();

    public Gauge OpenStreams { get; } = new();

    public ConnectionRecorder Connections { get; } = new();

    public Gauge OpenConnections => Connections.Open;

    public CounterSet Counters => Recorder.Counters;

    /// <summary>Short where a time-out is waited for, else so long that a busy machine does not meet them.</summary>
    public static TimeoutSettings TimeoutsFor(Outcome expected)
    {
        TimeSpan wait = TimeSpan.FromSeconds(expected == Outcome.Timeout ? 0.3 : 20);
        return new TimeoutSettings { FirstByte = wait, Idle = wait, Total = TimeSpan.FromSeconds(60) };
    }

    public Exchange NewExchange()
    {
        Exchange exchange = new(Transport.NewChannel(), _target.Timeouts, OpenStreams, _time);
        _watchdog.Watch(exchange);
        _exchanges.Add(exchange);
        return exchange;
    }

    public Task<Outcome> RunAsync(long seed) => RunAsync(_exchange, seed);

    public async Task<Outcome> RunAsync(Exchange exchange, long seed) => await exchange.RunAsync(DueNow(seed));

    public WorkItem DueNow(long seed) => new(Plan, Recorder, new RequestDraw(seed), _time.GetTimestamp());

    public HistogramSnapshot Taken(Metric metric)
    {
        HistogramSnapshot taken = new();
        Recorder.TakeInterval(metric, taken);
        return taken;
    }

    public void Dispose()
    {
        foreach (Exchange exchange in _exchanges) exchange.Dispose();
        _watchdog.Dispose();
        Transport.Dispose();
    }
}
