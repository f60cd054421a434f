using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>What goes wrong within one answer, and where: a pure function of its request's seed.</summary>
/// <param name="Kind">Null: nothing.</param>
/// <param name="At">The token, of those that the answer should have, at or before which it happens; as many as there are: behind the last.</param>
internal readonly record struct AnswerFault(FaultKind? Kind, int At)
{
    /// <summary>Keeps the place apart from the other draws of the same seed.</summary>
    private const ulong Salt = 0x0DDF1A0E0DDF1A0E;

    /// <summary>How many words on each side of a place are to differ from each other.</summary>
    private const int Before = 2;
    private const int After = 3;

    public static AnswerFault None { get; } = new(null, int.MaxValue);

    /// <param name="faults">Whose shares decide.</param>
    /// <param name="drawn">In [0, 1): which of them it is.</param>
    /// <param name="seed">Where.</param>
    /// <param name="tokens">Of the whole answer, at least 1.</param>
    public static AnswerFault Of(GatewayFaults faults, double drawn, long seed, int tokens)
    {
        FaultKind? kind = KindOf(faults, drawn);
        return kind switch
        {
            null => None,
            FaultKind.Cut => new(kind, Math.Min(faults.CutAfterTokens, tokens)),
            FaultKind.Pause => tokens > 1 ? new(kind, Math.Clamp(faults.PauseAfterTokens, 1, tokens - 1)) : None,
            FaultKind.InBandError => new(kind, Math.Min(faults.InBandError.AfterTokens, tokens)),
            FaultKind.Malformed => new(kind, Math.Min(faults.Malformed.AfterTokens, tokens)),
            FaultKind.WrongUsage => faults.WrongUsageBy == 0 ? None : new(kind, tokens),
            FaultKind.Reorder => tokens > 1 ? new(kind, PlaceOf(seed, tokens - 1)) : None,
            _ => new(kind, PlaceOf(seed, tokens)),
        };
    }

    private static FaultKind? KindOf(GatewayFaults faults, double drawn)
    {
        ReadOnlySpan<double> shares =
        [
            faults.CutShare, faults.Pause.Share, faults.InBandError.Share, faults.Malformed.Share,
            faults.LoseShare, faults.RepeatShare, faults.ReorderShare, faults.AlterShare, faults.WrongUsageShare,
        ];
        for (int kind = 0; kind < shares.Length; kind++)
        {
            if (drawn < shares[kind]) return (FaultKind)kind;
            drawn -= shares[kind];
        }

        return null;
    }

    /// <summary>A place whose words differ: where a word stands beside its like, one that is lost looks as one that was repeated.</summary>
    private static int PlaceOf(long seed, int places)
    {
        int first = (int)(SplitMix64.At((ulong)seed ^ Salt, 0) % (ulong)places);
        for (int tried = 0; tried < places; tried++)
        {
            int place = (first + tried) % places;
            if (WordsDiffer(seed, place)) return place;
        }

        return first;
    }

    private static bool WordsDiffer(long seed, int place)
    {
        int from = Math.Max(0, place - Before);
        Span<int> words = stackalloc int[Before + 1 + After];
        words = words[..(place + After + 1 - from)];
        for (int index = 0; index < words.Length; index++)
        {
            int word = SimulatedText.WordAt(seed, from + index);
            if (words[..index].Contains(word)) return false;
            words[index] = word;
        }

        return true;
    }
}
