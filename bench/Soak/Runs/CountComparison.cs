namespace HotPath.Soak.Runs;

/// <summary>Holds counts of the generator against those of the gateway, and notes which differ.</summary>
/// <param name="unknown">Requests of which the generator cannot say whether they reached the gateway: it may have counted so many more.</param>
internal sealed class CountComparison(long unknown)
{
    private readonly List<string> _differences = [];

    /// <summary>Each count that differs, as a sentence.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <param name="more">What the gateway may have counted besides.</param>
    public void Compare(string what, long ours, long theirs, long more = 0)
    {
        if (theirs < ours || theirs > ours + unknown + more) _differences.Add($"{what}: the generator counted {ours:N0}, the gateway {theirs:N0}");
    }
}
