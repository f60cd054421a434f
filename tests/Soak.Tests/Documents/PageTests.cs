using System.Text.Json;
using System.Text.RegularExpressions;
using HotPath.Soak.Commands;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Service;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Documents;

/// <summary>What the pages below docs/ show to be typed, as far as only this program can tell whether it is right.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void Coverage_EachLimit_CanBeJudged()
    {
        string[] limits = [.. Limit().Matches(Page("coverage.md")).Select(match => match.Groups[1].Value).Distinct()];

        Assert.NotEmpty(limits);
        Assert.All(limits, limit => Assert.Null(ThresholdParser.ProblemOf(limit, [.. Group().Matches(limit).Select(match => match.Groups[1].Value)])));
    }

    [Fact]
    public void Scenario_IsWhatTheProgramPrints()
    {
        Assert.Equal(ScenarioReference.ToMarkdown().ReplaceLineEndings("\n"), Page("scenario.md")); // made by: schema --markdown > docs/scenario.md
    }

    [Fact]
    public void Gateway_EachMemberOfTheSchema_IsExplained()
    {
        string page = Page("gateway.md");
        using JsonDocument schema = JsonDocument.Parse(ScenarioSchema.ToJson());
        HashSet<string> words = [.. Span().Matches(page).SelectMany(span => Word().Matches(span.Value)).Select(word => word.Value)];

        string[] members = [.. MembersOf(schema.RootElement.GetProperty("properties").GetProperty("gateway")).Distinct()];

        Assert.Contains("breaker", members);
        Assert.Empty(members.Except(words));
    }

    [Fact]
    public void Gateway_Example_IsReadWithoutAProblem()
    {
        string json = Example().Match(Page("gateway.md")).Groups[1].Value;

        GatewayReading reading = ScenarioReader.ReadGateway(System.Text.Encoding.UTF8.GetBytes(json), "gateway.json");

        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Settings!.Tenants.Count);
    }

    [Fact]
    public void ScheduledRuns_EachCommandAndLimit_IsUnderstood()
    {
        string page = Page("scheduled-runs.md");
        string[] commands = [.. Command().Matches(page).Select(match => match.Groups[1].Value)];

        Assert.Equal(4, commands.Length);
        Assert.All(commands, command => Assert.Empty(SoakCommandLine.Problems(SoakCommandLine.Build().Parse(command.Replace("$(date -u +%Y%m%dT%H%M)", "now", StringComparison.Ordinal)))));
        Assert.All(Limit().Matches(page), limit => Assert.Null(ThresholdParser.ProblemOf(limit.Groups[1].Value, [])));
    }

    [Fact]
    public void ScheduledRuns_PostToTheService_IsTakenWhereItServes()
    {
        Match post = Post().Match(Page("scheduled-runs.md"));
        List<string> problems = [];

        Scenario? scenario = RunSubmission.Read(System.Text.Encoding.UTF8.GetBytes(post.Groups["body"].Value), problems);

        Assert.Empty(problems);
        Assert.Equal(5, scenario!.Load.MostRequests);
        Assert.Equal("application/json", post.Groups["type"].Value);
        Assert.Equal($"{ServeCommand.DefaultAddress}/api/runs", post.Groups["url"].Value);
    }

    [Fact]
    public void Pages_LengthOfAnInterval_IsThatOfTheCode()
    {
        TimeSpan shorter = IntervalLength.Of(OpenLoad.Constant(1, TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1)));
        TimeSpan longer = IntervalLength.Of(OpenLoad.Constant(1, TimeSpan.FromMinutes(30)));

        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), (shorter, longer));
        Assert.All(["outputs.md", "lasting.md"], name => Assert.Contains("a second, ten in a run of half an hour or more", Page(name).ReplaceLineEndings(" "), StringComparison.Ordinal));
    }

    private static IEnumerable<string> MembersOf(JsonElement node)
    {
        if (node.ValueKind is JsonValueKind.Array) return node.EnumerateArray().SelectMany(MembersOf);
        if (node.ValueKind is not JsonValueKind.Object) return [];

        IEnumerable<string> own = node.TryGetProperty("properties", out JsonElement properties) ? properties.EnumerateObject().Select(member => member.Name) : [];
        return own.Concat(node.EnumerateObject().SelectMany(member => MembersOf(member.Value)));
    }

    private static string Page(string name)
    {
        using StreamReader reader = new(typeof(PageTests).Assembly.GetManifestResourceStream($"docs/{name}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A code span with an operator between spaces.</summary>
    [GeneratedRegex("`([^`\\n]+ (?:<|<=|>|>=|==|!=) [^`\\n]+)`")]
    private static partial Regex Limit();

    [GeneratedRegex(@"dotnet run -c Release (?:--no-build )?--project bench/Soak -- ([^\n]+)")]
    private static partial Regex Command();

    [GeneratedRegex("`curl -H 'Content-Type: (?<type>[^']+)' -d '(?<body>[^']+)' (?<url>[^`]+)`")]
    private static partial Regex Post();

    [GeneratedRegex(@"^group\((\w+)\)")]
    private static partial Regex Group();

    [GeneratedRegex("`[^`\\n]+`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("```json\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
