namespace HotPath.Soak.Gateway.Providers;

/// <summary>One attempt at a provider, from its beginning until the board is told its outcome.</summary>
/// <param name="provider">In whose hand it is.</param>
/// <param name="breaker">Which let it in; null: none. The provider may have another one by the attempt's end.</param>
/// <param name="isProbe">The breaker waits for it.</param>
/// <param name="fate">What becomes of it.</param>
internal sealed class ProviderAttempt(Provider provider, CircuitBreaker? breaker, bool isProbe, ProviderFate fate)
{
    public Provider Provider => provider;

    public CircuitBreaker? Breaker => breaker;

    public bool IsProbe => isProbe;

    public ProviderFate Fate => fate;
}
