using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>What docs/coverage.md claims to be covered: named as it is called, and proven by tests that there are.</summary>
public class CoverageTests
{
    private const string Page = "docs/coverage.md";
    private const string Good = "| Burst | `run spike --rate 5`, `load.stages[].rate` | `SpikeTests.Run_Spike_IsBorne`, `SpikeTests` |";

    private static readonly KnownNames Known = new(
        Tests: new HashSet<string> { "SpikeTests", "SpikeTests.Run_Spike_IsBorne" },
        Options: new HashSet<string> { "--rate" },
        Scenarios: new HashSet<string> { "spike" },
        Members: new HashSet<string> { "load", "stages", "rate" });

    [Fact]
    public void Page_EveryItem_IsCoveredAsSaidAndProvenByATest()
    {
        Findings.AssertNone(CoveragePage.Findings(RepositoryFiles.ReadLines(Page), SourceNames.OfRepository()).Select(finding => $"{Page}, {finding}"));
    }

    [Fact]
    public void OfRepository_EachKind_HoldsWhatIsThere()
    {
        KnownNames known = SourceNames.OfRepository();

        Assert.Contains("CoverageTests.OfRepository_EachKind_HoldsWhatIsThere", known.Tests);
        Assert.Contains("CoverageTests", known.Tests);
        Assert.DoesNotContain("CoveragePage", known.Tests);
        Assert.Contains("--duration", known.Options);
        Assert.Contains("streaming-soak", known.Scenarios);
        Assert.Contains("workload", known.Members);
    }

    [Fact]
    public void Findings_EverySectionAndGapInOrder_AreNone()
    {
        Assert.Empty(Of(Good));
        Assert.Empty(Of("| Moon | not yet: no rocket | - |", "## Not yet", "", "- **Moon**: no rocket."));
    }

    [Theory]
    [InlineData("there is no test SpikeTests.Run_Other_IsBorne", "| Burst | `run spike` | `SpikeTests.Run_Other_IsBorne` |")]
    [InlineData("there is no test OtherTests", "| Burst | `run spike` | `SpikeTests`, `OtherTests` |")]
    [InlineData("has no test", "| Burst | `run spike` | SpikeTests |")]
    [InlineData("has no test", "| Burst | `run spike` | |")]
    [InlineData("nothing that covers it", "| Burst | | `SpikeTests` |")]
    [InlineData("nothing that covers it", "| Burst | a scenario | `SpikeTests` |")]
    [InlineData("no option --speed", "| Burst | `run spike --speed 5` | `SpikeTests` |")]
    [InlineData("no option --speed", "| Burst | `report --speed` | `SpikeTests` |")]
    [InlineData("no built-in scenario flood", "| Burst | `run spike flood --rate 5` | `SpikeTests` |")]
    [InlineData("no member pace", "| Burst | `load.stages[].pace` | `SpikeTests` |")]
    [InlineData("has 2 columns", "| Burst | `run spike` |")]
    [InlineData("has 4 columns", "| Burst | `run spike` | `SpikeTests` | x |")]
    [InlineData("does not stand under '## Not yet'", "| Moon | not yet: no rocket | - |")]
    public void Findings_RowThatIsWrong_SaySo(string expected, string row)
    {
        string finding = Assert.Single(Of(row));

        Assert.Contains(expected, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_SectionMissingOrWithoutARow_NameIt()
    {
        string[] page = [.. Sections("ABCDEFGH").Append("## I. Reports").Append("| item | cover | tests |").Append("| --- | --- | --- |")];

        Assert.Contains("section I", Assert.Single(CoveragePage.Findings(page, Known)), StringComparison.Ordinal);
        Assert.Contains("section I", Assert.Single(CoveragePage.Findings([.. Sections("ABCDEFGH")], Known)), StringComparison.Ordinal);
        Assert.Equal(9, CoveragePage.Findings([], Known).Count());
    }

    [Fact]
    public void Findings_GapThatNoRowHas_SaySo()
    {
        Assert.Contains("no row says", Assert.Single(Of(Good, "## Not yet", "- **Moon**: no rocket.")), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_MoreGapsThanAreAllowed_SaySo()
    {
        string[] items = [.. Enumerable.Range(0, CoveragePage.MostNotYet + 1).Select(number => $"Moon {number}")];

        string finding = Assert.Single(Of([.. items.Select(item => $"| {item} | not yet: no rocket | - |"), "## Not yet", .. items.Select(item => $"- **{item}**: no rocket.")]));

        Assert.Contains("is the most", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void TestsIn_ClassesAndWhatIsBesideThem_HoldsTestsAlone()
    {
        string[] source =
        [
            "namespace X;", "public sealed class OneTests", "{", "    [Fact]", "    public void A_B_C()", "    [Theory(Explicit = true)]", "    [InlineData(1)]",
            "    public async Task D_E_F(int x)", "    public void Dispose()", "}", "internal sealed class Bench", "{", "    public void Run()", "}",
        ];

        Assert.Equal(["OneTests", "OneTests.A_B_C", "OneTests.D_E_F"], SourceNames.TestsIn(source).Distinct());
    }

    /// <summary>A page whose sections are in order but for the last, which goes on with these lines.</summary>
    private static IEnumerable<string> Of(params string[] last) =>
        CoveragePage.Findings([.. Sections("ABCDEFGH"), "## I. Reports", "| item | cover | tests |", "| --- | --- | --- |", .. last], Known);

    private static IEnumerable<string> Sections(string letters) =>
        letters.SelectMany(letter => (string[])[$"## {letter}. Title", "", "| item | cover | tests |", "| --- | --- | --- |", Good, ""]);
}
