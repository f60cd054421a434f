using System.Text;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>What becomes of one attempt, known when it begins: a function of the request's seed, the provider's state and the moment.</summary>
/// <param name="Status">The provider's answer; 200: it serves.</param>
/// <param name="Moment">When it fails; of one that serves, from when its pace counts.</param>
/// <param name="Plan">Standing at the first token; null where not even its time was drawn.</param>
internal readonly record struct ProviderFate(int Status, long Moment, StreamPlan? Plan)
{
    /// <summary>Keeps the draw apart from those that make text and pace of the same seed.</summary>
    private const ulong Salt = 0xFA17ED0FFA17ED0F;

    private static readonly GatewayFaults None = new();

    /// <summary>There was no room.</summary>
    public bool IsRefusal { get; private init; }

    public bool IsServed => Status == StatusCodes.Status200OK;

    /// <param name="attempt">Of the request, from 0: each is a draw of its own.</param>
    /// <param name="timeoutNanoseconds">What a first token may take.</param>
    public static ProviderFate Of(Provider provider, in AskedFor asked, int attempt, long timeoutNanoseconds, long now)
    {
        ProviderSettings settings = provider.Settings;
        ProviderFault? fault = provider.FaultAt(now);
        if (fault is { Kind: ProviderFaultKind.Unavailable }) return new ProviderFate(fault.Status, now, null);
        if (provider.InFlight >= settings.Capacity) return new ProviderFate(StatusCodes.Status503ServiceUnavailable, now, null) { IsRefusal = true };

        StreamPlan plan = new(provider.Pace, None, asked.Seed, asked.MaxTokens);
        long startAt = fault is { Kind: ProviderFaultKind.Slow } ? now + (fault.By.Ticks * TimeSpan.NanosecondsPerTick) : now;
        long firstAt = startAt + plan.DueNanoseconds;
        if (firstAt - now > timeoutNanoseconds) return new ProviderFate(StatusCodes.Status504GatewayTimeout, now + timeoutNanoseconds, plan);
        if (fault is { Kind: ProviderFaultKind.Errors }) return new ProviderFate(fault.Status, firstAt, plan);

        return Draw(settings.Name, asked.Seed, attempt) < settings.ErrorRate
            ? new ProviderFate(settings.ErrorStatus, firstAt, plan)
            : new ProviderFate(StatusCodes.Status200OK, startAt, plan);
    }

    private static double Draw(string provider, long seed, int attempt)
    {
        ulong own = Fnv1a.Hash(Encoding.UTF8.GetBytes(provider)); // apart from what another provider draws for the same request
        return new SplitMix64(SplitMix64.At((ulong)seed ^ Salt ^ own, (ulong)attempt)).NextUnit();
    }
}
