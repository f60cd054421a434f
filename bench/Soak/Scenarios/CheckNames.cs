namespace HotPath.Soak.Scenarios;

/// <summary>What report, thresholds and <c>run.json</c> call the checks of a scenario.</summary>
internal static class CheckNames
{
    public const string Status = "status";
    public const string Model = "model";
    public const string Tokens = "tokens";
    public const string Usage = "usage";
    public const string RequestId = "requestId";

    private static readonly int[] UsualStatus = [200];

    public static string Header(string name) => $"header {name}";

    public static string Field(string path) => $"field {path}";

    /// <summary>Each once, those of all groups together; empty where no group asks for anything: then nothing is checked.</summary>
    public static IReadOnlyList<string> Of(Scenario scenario) => scenario.Workload.Any(AsksForAnything)
        ? [.. scenario.Workload.SelectMany(group => Of(group.Expect)).Prepend(Status).Distinct(StringComparer.Ordinal)]
        : [];

    private static bool AsksForAnything(RequestGroup group) => group.Expect.AsksForAnything || !group.ExpectedStatus.SequenceEqual(UsualStatus);

    private static IEnumerable<string> Of(ExpectedAnswer expect) =>
    [
        .. expect.SameModel ? (string[])[Model] : [],
        .. expect.Headers.Keys.Concat(expect.HeadersWhenRefused.Keys).Select(Header),
        .. expect.Fields.Select(Field),
        .. expect.AsksForTokens ? (string[])[Tokens] : [],
        .. expect.UsageIsContent ? (string[])[Usage] : [],
        .. expect.SameRequestId ? (string[])[RequestId] : [],
    ];
}
