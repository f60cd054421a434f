using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.faults</c>: what goes wrong on purpose. The body of POST /admin/faults may have the same form.</summary>
internal static class FaultsPart
{
    private const int MostUsageDifference = 1_000_000;
    private const long MostLeak = 1 << 20;
    private const double RoundingOfShares = 1e-9;

    /// <summary>What goes wrong within an answer: one has at most one of them.</summary>
    private static readonly string[] OfAnswers = ["cut", "pause", "inBandError", "malformed", "lose", "repeat", "reorder", "alter", "wrongUsage"];

    private static readonly GatewayFaults Otherwise = new();

    public static ObjectShape Shape { get; } = new(
        "What goes wrong on purpose. Of cut, pause, inBandError, malformed, lose, repeat, reorder, alter and wrongUsage an answer has at most one.",
        [
            new("cut", CutShape()),
            new("stall", StallShape()),
            new("reject", RejectShape()),
            new("delay", LastingShape("Answers that begin later.", "all answers", "By how much.", Otherwise.Delay)),
            new("pause", PauseShape()),
            new("inBandError", PlacedShape("Streams that break off with an error event and then the terminal event.", Otherwise.InBandError)),
            new("malformed", PlacedShape("Streams with one more event, whose JSON breaks off.", Otherwise.Malformed)),
            new("lose", OneTokenShape("Answers of which one token, drawn from the seed, does not come.")),
            new("repeat", OneTokenShape("Answers of which one token, drawn from the seed, comes twice.")),
            new("reorder", OneTokenShape("Answers of which two neighbouring tokens, drawn from the seed, change places.")),
            new("alter", OneTokenShape("Answers of which one token, drawn from the seed, is another.")),
            new("wrongUsage", WrongUsageShape()),
            new("slowRead", LastingShape("Requests whose body is not read at first.", "all chat and embeddings requests", "For how long.", Otherwise.SlowRead)),
            new("slowHandshake", LastingShape("Connections over TLS whose handshake is not answered at first.", "all of them", "For how long.", Otherwise.SlowHandshake)),
            new("refuse", RefuseShape()),
            new("leak", new TextShape("Managed memory that each chat or embeddings request leaves behind for good, such as 64 B: what a soak must find.")
            {
                Default = ByteCountText.Format(Otherwise.LeakBytes),
                Kind = Terms.MemoryKind,
                Expectation = ByteCountText.Expectation,
                Pattern = ByteCountText.Pattern,
                ProblemOf = text => !ByteCountText.TryParse(text, out long bytes, out string? problem) ? problem
                    : bytes > MostLeak ? $"it must be at most {ByteCountText.Format(MostLeak)} a request"
                    : null,
            }),
        ])
    {
        Rule = CheckShares,
    };

    /// <param name="faults">Without a problem.</param>
    public static GatewayFaults Faults(CheckedObject faults)
    {
        CheckedObject cut = faults.Object("cut");
        CheckedObject stall = faults.Object("stall");
        CheckedObject reject = faults.Object("reject");
        CheckedObject pause = faults.Object("pause");
        CheckedObject wrongUsage = faults.Object("wrongUsage");
        CheckedObject refuse = faults.Object("refuse");
        return new GatewayFaults
        {
            CutShare = ShareOf(cut),
            CutAfterTokens = cut.Whole("afterTokens") ?? Otherwise.CutAfterTokens,
            CutCleanly = cut.Flag("clean", Otherwise.CutCleanly),
            StallAt = stall.Duration("at") ?? Otherwise.StallAt,
            StallFor = stall.Duration("for") ?? Otherwise.StallFor,
            RejectShare = ShareOf(reject),
            RejectStatus = reject.Whole("status") ?? Otherwise.RejectStatus,
            RejectRetryAfter = reject.Duration("retryAfter") ?? Otherwise.RejectRetryAfter,
            RejectCount = reject.Whole("count") ?? Otherwise.RejectCount,
            RejectWhen = WindowOf(reject),
            Delay = LastingOf(faults.Object("delay"), Otherwise.Delay),
            Pause = new LastingFault(ShareOf(pause), pause.Duration("for") ?? Otherwise.Pause.By),
            PauseAfterTokens = pause.Whole("afterTokens") ?? Otherwise.PauseAfterTokens,
            InBandError = PlacedOf(faults.Object("inBandError"), Otherwise.InBandError),
            Malformed = PlacedOf(faults.Object("malformed"), Otherwise.Malformed),
            LoseShare = ShareOf(faults.Object("lose")),
            RepeatShare = ShareOf(faults.Object("repeat")),
            ReorderShare = ShareOf(faults.Object("reorder")),
            AlterShare = ShareOf(faults.Object("alter")),
            WrongUsageShare = ShareOf(wrongUsage),
            WrongUsageBy = wrongUsage.Whole("by") ?? Otherwise.WrongUsageBy,
            SlowRead = LastingOf(faults.Object("slowRead"), Otherwise.SlowRead),
            SlowHandshake = LastingOf(faults.Object("slowHandshake"), Otherwise.SlowHandshake),
            RefuseShare = ShareOf(refuse),
            RefuseWhen = WindowOf(refuse),
            LeakBytes = faults.Text("leak") is { } leak && ByteCountText.TryParse(leak, out long bytes, out _) ? (int)bytes : Otherwise.LeakBytes,
        };
    }

    private static double ShareOf(CheckedObject fault) => fault.Number("share") ?? 0;

    private static LastingFault LastingOf(CheckedObject fault, LastingFault otherwise) => new(ShareOf(fault), fault.Duration("by") ?? otherwise.By);

    private static PlacedFault PlacedOf(CheckedObject fault, PlacedFault otherwise) => new(ShareOf(fault), fault.Whole("afterTokens") ?? otherwise.AfterTokens);

    private static FaultWindow WindowOf(CheckedObject fault) => new(
        fault.Duration("at").GetValueOrDefault(), fault.Duration("for").GetValueOrDefault(), fault.Duration("every").GetValueOrDefault());

    private static ObjectShape CutShape() => new(
        "Streams whose connection is cut in mid-stream.",
        [
            Share("all streams"),
            After("Tokens that a cut stream still sends.", Otherwise.CutAfterTokens),
            new("clean", new FlagShape("Ends the body as if it were whole, only without its terminal event.") { Default = Otherwise.CutCleanly }),
        ]);

    private static ObjectShape StallShape() => new(
        "One stretch of time in which every answer is held back.",
        [
            new("at", Terms.DurationOrZero("When, from the gateway's start.", Otherwise.StallAt)),
            new("for", Terms.DurationOrZero("For how long; 0s: no stall.", Otherwise.StallFor)),
        ]);

    private static ObjectShape RejectShape() => new(
        "Chat and embeddings requests that are turned away with an error and the word when to come again.",
        [
            Share("all such requests"),
            new("status", new NumberShape("The HTTP status of the error.", 400, 599) { IsWhole = true, Default = Otherwise.RejectStatus }),
            new("retryAfter", Terms.DurationOrZero("When the client is told to come again.", Otherwise.RejectRetryAfter)),
            new("count", new NumberShape("No more are turned away than this; 0: no limit.", 0, int.MaxValue)
            {
                IsWhole = true,
                Unit = " requests",
                Default = Otherwise.RejectCount,
            }),
            .. WindowMembers(),
        ])
    {
        Rule = CheckWindow,
    };

    private static ObjectShape RefuseShape() => new(
        "New connections that are accepted and reset at once, before anything is read from them.", [Share("all new connections"), .. WindowMembers()])
    {
        Rule = CheckWindow,
    };

    private static ObjectShape PauseShape() => new(
        "Streams that send nothing for a while, and then go on.",
        [
            Share("all streams"),
            After("Tokens that come before, at least one and not the last.", Otherwise.PauseAfterTokens),
            new("for", Terms.Duration("For how long.", Otherwise.Pause.By)),
        ]);

    private static ObjectShape WrongUsageShape() => new(
        "Answers whose usage is not that of their text.",
        [
            Share("all answers"),
            new("by", new NumberShape("Completion tokens that it claims more; below 0: fewer, but never less than 0.", -MostUsageDifference, MostUsageDifference)
            {
                IsWhole = true,
                Unit = " tokens",
                Default = Otherwise.WrongUsageBy,
            }),
        ]);

    private static ObjectShape LastingShape(string description, string all, string by, LastingFault otherwise) =>
        new(description, [Share(all), new("by", Terms.Duration(by, otherwise.By))]);

    private static ObjectShape PlacedShape(string description, PlacedFault otherwise) =>
        new(description, [Share("all streams"), After("Tokens that come before.", otherwise.AfterTokens)]);

    private static ObjectShape OneTokenShape(string description) => new(description, [Share("all answers")]);

    private static Member Share(string all) => new("share", new NumberShape($"Of {all}: 0.01 is one in a hundred.", 0, 1) { Default = 0.0 });

    private static Member After(string description, int otherwise) => new("afterTokens", new NumberShape(description, 0, DistributionText.MostCount)
    {
        IsWhole = true,
        Unit = " tokens",
        Default = otherwise,
    });

    private static Member[] WindowMembers() =>
    [
        new("at", Terms.DurationOrZero("When it begins, from the gateway's start.", TimeSpan.Zero)),
        new("for", Terms.DurationOrZero("For how long; 0s: always.", TimeSpan.Zero)),
        new("every", Terms.DurationOrZero("From one beginning to the next; 0s: once.", TimeSpan.Zero)),
    ];

    private static void CheckWindow(DocumentValue fault, ProblemList problems)
    {
        CheckedObject given = new(fault);
        if (given.Duration("every") is not { } every || every == TimeSpan.Zero) return;

        TimeSpan lasts = given.Duration("for").GetValueOrDefault();
        if (every <= lasts) problems.Add(fault["every"]!, $"is {fault["every"]!.Describe()}; it must be longer than for, or the next would begin before the end of the one before.");
        else if (lasts == TimeSpan.Zero) problems.Add(fault["every"]!, $"is {fault["every"]!.Describe()} without for; say how long each lasts, or leave it out.");
    }

    private static void CheckShares(DocumentValue faults, ProblemList problems)
    {
        double together = OfAnswers.Sum(name => faults[name]?["share"] is { Kind: JsonValueKind.Number, Number: >= 0 and <= 1 } share ? share.Number : 0);
        if (together > 1 + RoundingOfShares)
        {
            problems.Add(
                faults,
                $"has shares of {together:0.######} together for {string.Join(", ", OfAnswers.Where(name => faults[name] is not null))}; "
                + "an answer has at most one of them, so they must be at most 1.");
        }
    }
}
