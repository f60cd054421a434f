using System.Buffers;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>
/// Requests that follow each other, each with all that was said before: what it has of a seed, and what was answered. Used again for
/// each conversation; in one hand at a time.
/// </summary>
internal sealed class Conversation : IAlarm, IDisposable
{
    private readonly PooledBuffer _answer = new();
    private RequestPlan _plan = null!;
    private SplitMix64 _random;
    private RequestDraw _first;
    private int _turn;
    private int _turns;

    /// <summary>The place of its group in the workload.</summary>
    public int Group { get; private set; }

    /// <summary>What was said before the turn that is to come, or is on its way.</summary>
    public ChatHistory History { get; } = new();

    /// <summary>Of the turn that is to come: its seed travels with it. All turns are one tenant's and ask one model.</summary>
    public RequestDraw Draw => _first with { Seed = SeedOf(_turn), Identity = OfTurn(_first.Identity, _turn), Conversation = this };

    /// <summary>When that turn is due, for whoever waits for it.</summary>
    public long DueAt { get; set; }

    /// <summary>Called on the alarm clock's thread when its wait is over; false: the clock ended before.</summary>
    public Action<Conversation, bool>? WhenDue { get; set; }

    /// <param name="first">Of its first turn; its length, its pauses and later seeds are drawn from the seed of that.</param>
    public void Begin(int group, RequestPlan plan, in RequestDraw first)
    {
        Group = group;
        _plan = plan;
        _first = first;
        _random = new SplitMix64((ulong)first.Seed);
        _turn = 0;
        _turns = Math.Max(1, (int)Math.Round(plan.Group.Turns.GetValueOrDefault().Draw(ref _random)));
        History.Clear();
    }

    /// <summary>An answer begins; what was taken of one before it that failed is forgotten.</summary>
    public void BeginAnswer() => _answer.ResetWrittenCount();

    /// <param name="contentUtf8">The next piece of the answer.</param>
    public void AddAnswer(ReadOnlySpan<byte> contentUtf8) => _answer.Write(contentUtf8);

    /// <summary>Takes the turn that has ended into the history.</summary>
    /// <returns>Null when another turn is to come; else how the conversation ended.</returns>
    public ConversationEnd? TryGoOn(Outcome outcome)
    {
        if (outcome != Outcome.Completed) return ConversationEnd.Broken;
        if (++_turn >= _turns) return ConversationEnd.Completed;

        History.AddUser(_plan.PromptOf(SeedOf(_turn - 1)));
        History.AddAssistant(_answer.WrittenSpan);
        return null;
    }

    /// <summary>How long the user takes for the next turn.</summary>
    /// <param name="otherwise">Where the group does not say it.</param>
    public TimeSpan DrawThink(Distribution otherwise) =>
        TimeSpan.FromMicroseconds((_plan.Group.Think ?? otherwise).Draw(ref _random) / 1_000);

    void IAlarm.Ring(bool inTime) => WhenDue!(this, inTime);

    public void Dispose()
    {
        History.Dispose();
        _answer.Dispose();
    }

    private long SeedOf(int turn) => OfTurn(_first.Seed, turn);

    private static long OfTurn(long first, int turn) => turn == 0 ? first : RequestDraw.SeedAt(first, turn);
}

internal enum ConversationEnd
{
    /// <summary>Every turn was answered.</summary>
    Completed,

    /// <summary>A turn was not answered, so that nothing could follow it.</summary>
    Broken,

    /// <summary>Its next turn would have been due after the end of the load.</summary>
    Cut,
}
