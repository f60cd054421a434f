using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>
/// When each token of one answer is due, how many there are, and what goes wrong with them: drawn from its seed alone, so that a run
/// can be repeated. Walks from token to token; knows no clock.
/// </summary>
internal sealed class StreamPlan
{
    /// <summary>Keeps the draws apart from those that make the text of the same seed.</summary>
    private const ulong Salt = 0x5C4ED01E5C4ED01E;

    private const int MaxTokens = 1_000_000;

    /// <summary>One hour: what a gap is cut down to, so that sums stay in range.</summary>
    private const double MaxGapNanoseconds = 3.6e12;

    /// <summary>Keeps the draw of a delay apart from all of those.</summary>
    private const ulong DelaySalt = 0xDE1A7ED0DE1A7ED0;

    private Distribution _gap = Distribution.Constant(0);
    private long _pauseNanoseconds;
    private int _moved;
    private SplitMix64 _random;

    /// <summary>To be drawn.</summary>
    public StreamPlan()
    {
    }

    /// <inheritdoc cref="Draw"/>
    public StreamPlan(GatewaySettings settings, GatewayFaults faults, long seed, int? maxTokens, bool streams = true) =>
        Draw(settings, faults, seed, maxTokens, streams);

    /// <summary>Makes this the plan of another answer; its walk stands at the first token.</summary>
    /// <param name="settings">What to draw from.</param>
    /// <param name="faults">What goes wrong; changes no other draw.</param>
    /// <param name="seed">The request's.</param>
    /// <param name="maxTokens">The request's cap; null: none.</param>
    /// <param name="streams">False: an answer in one piece, which has none of the faults that need a stream.</param>
    public void Draw(GatewaySettings settings, GatewayFaults faults, long seed, int? maxTokens, bool streams = true)
    {
        _random = new SplitMix64((ulong)seed ^ Salt);
        _gap = settings.InterTokenLatency;
        _moved = 0;

        int drawn = (int)Math.Clamp(Math.Round(settings.Tokens.Draw(ref _random)), 1, MaxTokens);
        double fault = _random.NextUnit();
        DueNanoseconds = Nanoseconds(settings.TimeToFirstToken.Draw(ref _random));

        IsCapped = maxTokens < drawn;
        Tokens = IsCapped ? maxTokens!.Value : drawn;
        Fault = AnswerFault.Of(faults, fault, seed, Tokens);
        if (!streams && Fault.Kind is FaultKind.Cut or FaultKind.Pause or FaultKind.InBandError or FaultKind.Malformed) Fault = AnswerFault.None;
        Text = new AnswerText(seed, Tokens, Fault);
        UsageTokens = Fault.Kind is FaultKind.WrongUsage ? Math.Max(0, Tokens + faults.WrongUsageBy) : Tokens;
        _pauseNanoseconds = Fault.Kind is FaultKind.Pause ? Nanoseconds(faults.Pause.By) : 0;
        if (IsDelayed(faults, seed)) DueNanoseconds += Nanoseconds(faults.Delay.By);
    }

    /// <summary>Whether a request's answer begins later.</summary>
    public static bool IsDelayed(GatewayFaults faults, long seed) =>
        faults.Delay.Share > 0 && new SplitMix64((ulong)seed ^ DelaySalt).NextUnit() < faults.Delay.Share;

    /// <summary>Tokens of the whole answer, at least 1.</summary>
    public int Tokens { get; private set; }

    /// <summary>The request's cap ended the answer.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>What goes wrong within the answer.</summary>
    public AnswerFault Fault { get; private set; }

    /// <summary>What the answer says.</summary>
    public AnswerText Text { get; private set; }

    /// <summary>Completion tokens by its usage.</summary>
    public int UsageTokens { get; private set; }

    /// <summary>Tokens that a stream sends.</summary>
    public int Sent => Fault.Kind is FaultKind.Cut or FaultKind.InBandError ? Fault.At : Text.Count;

    /// <summary>Tokens that go out before the stream is cut, at the moment the next one would be due; null: it ends as it should.</summary>
    public int? CutAfter => Fault.Kind is FaultKind.Cut ? Fault.At : null;

    /// <summary>From the request's arrival to the token that the walk stands at.</summary>
    public long DueNanoseconds { get; private set; }

    /// <summary>Goes on to the next token.</summary>
    public void MoveNext()
    {
        DueNanoseconds += Nanoseconds(_gap.Draw(ref _random));
        if (++_moved == Fault.At) DueNanoseconds += _pauseNanoseconds;
    }

    /// <summary>Walks to the last token, whose moment is that of an answer sent in one piece.</summary>
    public void MoveToLast()
    {
        for (int token = 1; token < Tokens; token++)
        {
            MoveNext();
        }
    }

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    private static long Nanoseconds(double drawn) => (long)Math.Clamp(drawn, 0, MaxGapNanoseconds);
}
