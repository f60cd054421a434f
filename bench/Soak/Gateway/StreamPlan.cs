using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>
/// When each token of one answer is due, how many there are, and whether the answer is cut: drawn from its seed alone, so that a run
/// can be repeated. Walks from token to token; knows no clock.
/// </summary>
internal sealed class StreamPlan
{
    /// <summary>Keeps the draws apart from those that make the text of the same seed.</summary>
    private const ulong Salt = 0x5C4ED01E5C4ED01E;

    private const int MaxTokens = 1_000_000;

    /// <summary>One hour: what a gap is cut down to, so that sums stay in range.</summary>
    private const double MaxGapNanoseconds = 3.6e12;

    private readonly Distribution _gap;
    private SplitMix64 _random;

    /// <param name="settings">What to draw from.</param>
    /// <param name="faults">Whether and where to cut; changes no other draw.</param>
    /// <param name="seed">The request's.</param>
    /// <param name="maxTokens">The request's cap; null: none.</param>
    public StreamPlan(GatewaySettings settings, GatewayFaults faults, long seed, int? maxTokens)
    {
        _random = new SplitMix64((ulong)seed ^ Salt);
        _gap = settings.InterTokenLatency;

        int drawn = (int)Math.Clamp(Math.Round(settings.Tokens.Draw(ref _random)), 1, MaxTokens);
        bool isCut = _random.NextUnit() < faults.CutShare;
        DueNanoseconds = Nanoseconds(settings.TimeToFirstToken.Draw(ref _random));

        IsCapped = maxTokens < drawn;
        Tokens = IsCapped ? maxTokens!.Value : drawn;
        CutAfter = isCut ? Math.Min(faults.CutAfterTokens, Tokens) : null;
    }

    /// <summary>Tokens of the whole answer, at least 1.</summary>
    public int Tokens { get; }

    /// <summary>The request's cap ended the answer.</summary>
    public bool IsCapped { get; }

    /// <summary>Tokens that go out before the stream is cut, at the moment the next one would be due; null: it ends as it should.</summary>
    public int? CutAfter { get; }

    /// <summary>From the request's arrival to the token that the walk stands at.</summary>
    public long DueNanoseconds { get; private set; }

    /// <summary>Goes on to the next token.</summary>
    public void MoveNext() => DueNanoseconds += Nanoseconds(_gap.Draw(ref _random));

    /// <summary>Walks to the last token, whose moment is that of an answer sent in one piece.</summary>
    public void MoveToLast()
    {
        for (int token = 1; token < Tokens; token++)
        {
            MoveNext();
        }
    }

    private static long Nanoseconds(double drawn) => (long)Math.Clamp(drawn, 0, MaxGapNanoseconds);
}
