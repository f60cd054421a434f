using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>load</c>: when requests are due.</summary>
internal static class LoadPart
{
    public const int MostUsers = 1_000_000;

    public const int MostRequests = 1_000_000_000;

    private const double LeastBurstiness = 0.01;
    private const double MostBurstiness = 1_000;

    private static readonly LoadSettings Otherwise = OpenLoad.Default;

    public static ObjectShape Shape { get; } = new(
        "When requests are due: stages of rates are an open loop (a schedule, however slowly answers come), users and stages of users a closed one, and a trace replays a recorded schedule. Left out: 50/s for 30s.",
        [
            new("warmUp", Terms.DurationOrZero("Before the measured time; its requests are in no figure.", Otherwise.WarmUp)),
            new("arrival", new ChoiceShape(
                "How the requests of a rate are spaced: evenly, by a Poisson process, or with intervals of a gamma distribution.",
                [.. Enum.GetValues<ArrivalKind>().Select(NameOf)]) { Default = NameOf(ArrivalKind.Constant) }),
            new("burstiness", new NumberShape(
                "The shape of the gamma distribution: below 1 requests come in bursts, 1 is poisson, above 1 they come more evenly.", LeastBurstiness, MostBurstiness)
            {
                Default = Arrival.Constant.Burstiness,
            }),
            new("maxInFlight", new NumberShape("Started and not finished, at most; a request due beyond that counts as not started.", 1, 1_000_000)
            {
                IsWhole = true,
                Unit = " requests",
                Default = Otherwise.MaxInFlight,
            }),
            new("requests", new NumberShape("The load ends when so many requests were due in the measured time; its time, said or else an hour, is the most it may take. Left out: it ends with its time.", 1, MostRequests)
            {
                IsWhole = true,
                Unit = " requests",
            }),
            new("stages", StagesPart.Shape),
            new("users", new NumberShape("Each sends, reads the whole answer, thinks, and sends again.", 1, MostUsers) { IsWhole = true, Unit = " users" }),
            new("think", Terms.Think("A user's pause after an answer: a duration, two as in 0.1s..0.5s between which it is uniform, or a distribution such as exponential(1s).", "0s")),
            new("trace", TracePart.Shape),
            new("for", Terms.Duration("The measured time of users, or of a trace, which left out is replayed to its end; stages have their own.", Otherwise.Duration)),
        ])
    {
        Rule = LoadRules.Check,
    };

    public static string NameOf(ArrivalKind kind) => kind.ToString().ToLowerInvariant();

    public static LoadSettings Settings(CheckedObject load)
    {
        LoadSettings settings = load.Has("trace") ? TracePart.Settings(load)
            : load.Has("users") || StagesPart.AreOfUsers(load.Value?["stages"]) ? Closed(load)
            : Open(load);
        return settings with
        {
            WarmUp = load.Duration("warmUp") ?? Otherwise.WarmUp,
            MaxInFlight = load.Whole("maxInFlight") ?? Otherwise.MaxInFlight,
            MostRequests = load.Whole("requests"),
        };
    }

    private static OpenLoad Open(CheckedObject load)
    {
        OpenLoad open = load.Has("stages") ? new OpenLoad { Stages = StagesPart.Rates(load) }
            : load.Has("requests") ? OpenLoad.Constant(OpenLoad.Default.Stages[0].FromPerSecond, LoadSettings.LongestForRequests)
            : OpenLoad.Default;
        return open with { Arrival = ArrivalOf(load) };
    }

    private static Arrival ArrivalOf(CheckedObject load) => load.Text("arrival") switch
    {
        "poisson" => Arrival.Poisson,
        "gamma" => Arrival.Gamma(load.Number("burstiness") ?? 1),
        _ => Arrival.Constant,
    };

    private static ClosedLoad Closed(CheckedObject load)
    {
        ClosedLoad closed = load.Has("stages")
            ? new ClosedLoad { Stages = StagesPart.Users(load) }
            : ClosedLoad.Constant(load.Whole("users").GetValueOrDefault(), load.Duration("for") ?? (load.Has("requests") ? LoadSettings.LongestForRequests : Otherwise.Duration));
        return closed with { Think = load.Think("think") ?? closed.Think };
    }
}
