using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>What the endpoints of one gateway share.</summary>
internal sealed class GatewayState(GatewaySettings settings, ApiKeys keys) : IDisposable
{
    private long _completions;

    public GatewaySettings Settings => settings;

    public ApiKeys Keys => keys;

    public TokenWheel Wheel { get; } = new();

    public FaultBoard Faults { get; } = new(settings.Faults);

    public GatewayCounters Counters { get; } = new();

    /// <summary>One for each chat answer, the same again in a run that asks the same in the same order.</summary>
    public string NextCompletionId() => $"chatcmpl-{Interlocked.Increment(ref _completions):x24}";

    public void Dispose() => Wheel.Dispose();
}
