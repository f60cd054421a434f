using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using HotPath.Gate;
using HotPath.Gate.Github;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public class GateReportTests
{
    [Fact]
    public void Text_Markdown_IsTheApprovedOne() => Holds("gate.md", GateMarkdown.Text(SampleReport.Whole()));

    [Fact]
    public void Text_Html_IsTheApprovedOneWithoutItsPlots()
    {
        string page = GateHtml.Text(SampleReport.Whole());
        int body = page.IndexOf("<main>", StringComparison.Ordinal);
        int plots = page.IndexOf("<div class=\"plots\">", StringComparison.Ordinal);
        int environment = page.IndexOf("<h2>Environment", StringComparison.Ordinal);

        Holds("gate.html", page[body..plots] + page[environment..]);
    }

    [Fact]
    public void Text_Html_IsXmlThatLoadsAndRunsNothing()
    {
        string page = GateHtml.Text(SampleReport.Whole());

        XElement root = XElement.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]);
        Assert.DoesNotContain(root.DescendantsAndSelf(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.Equal(2 * 6, root.Descendants().Count(element => element.Name.LocalName == "svg")); // either width of each that was measured
    }

    [Fact]
    public void Write_Json_HasOrderEnvironmentEveryLaunchAndVerdicts()
    {
        GateReport report = SampleReport.Whole();

        using JsonDocument document = JsonDocument.Parse(GateFormat.Write(report));

        JsonElement root = document.RootElement;
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("micro", root.GetProperty("kind").GetString());
        Assert.Equal("fail", root.GetProperty("outcome").GetString());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal("Some Processor", root.GetProperty("headWith").GetProperty("processor").GetString());
        Assert.Equal(160, root.GetProperty("launches").GetArrayLength());
        Assert.Equal("base", root.GetProperty("launches")[0].GetProperty("side").GetString());
        Assert.Equal(
            ["regressed", "regressed", "inconclusive", "missing", "new", "flaky", "improved", "same"],
            root.GetProperty("benchmarks").EnumerateArray().Select(benchmark => benchmark.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void Read_SideWithoutBenchmarks_WasRunWithNothing()
    {
        GateReport report = SampleReport.Whole() with { BaseWith = null };

        Assert.Null(GateFormat.Read(GateFormat.Write(report), "gate.json").BaseWith);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        string json = GateFormat.Write(SampleReport.Whole());

        Assert.Equal(json, GateFormat.Write(GateFormat.Read(json, "gate.json")));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("benchmarks")]
    [InlineData("outcome")]
    public void Read_NullInstead_IsBadInput(string member)
    {
        JsonNode json = JsonNode.Parse(GateFormat.Write(SampleReport.Whole()))!;
        json[member] = null;

        GateException refused = Assert.Throws<GateException>(() => GateFormat.Read(json.ToJsonString(), "gate.json"));

        Assert.Equal(2, refused.ExitCode);
    }

    [Theory]
    [InlineData("{", "is damaged")]
    [InlineData("[]", "schemaVersion missing")]
    [InlineData("""{"schemaVersion":9}""", "schemaVersion 9; this build knows 1")]
    [InlineData("""{"schemaVersion":1}""", "is damaged")]
    public void Read_Damaged_IsBadInput(string json, string problem)
    {
        GateException refused = Assert.Throws<GateException>(() => GateFormat.Read(json, "gate.json"));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "pass", Verdict.Same, Verdict.Improved, Verdict.Flaky)]
    [InlineData(1, "fail", Verdict.Same, Verdict.Regressed, Verdict.Inconclusive)]
    [InlineData(3, "cannotSay", Verdict.Same, Verdict.Inconclusive)]
    [InlineData(3, "cannotSay", Verdict.Same, Verdict.New)]
    [InlineData(3, "cannotSay", Verdict.Same, Verdict.Missing)]
    [InlineData(3, "cannotSay")]
    public void Of_Verdicts_NeverPassesWhatWasNotCompared(int exitCode, string outcome, params object[] verdicts)
    {
        BenchmarkVerdict[] benchmarks = [.. verdicts.Select(verdict => new BenchmarkVerdict { Name = "B", Verdict = (Verdict)verdict, Reason = "" })];

        Assert.Equal((outcome, exitCode), Outcomes.Of(benchmarks));
    }

    [Fact]
    public void Write_InGithubActions_AnnotatesWhatIsWorseOrWasNotComparedAndAddsTheSummary()
    {
        using TemporaryFolder folder = new();
        string summary = folder.AddFile("summary.md", "before\n");
        using StringWriter output = new() { NewLine = "\n" };

        GithubActions.Write(GateAnnotations.Of(SampleReport.Whole()), "comment", output, isThere: true, summary);

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Count(line => line.StartsWith("::error title=regressed::", StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count(line => line.StartsWith("::warning title=", StringComparison.Ordinal)));
        Assert.Contains("::error title=regressed::Some.Allocating: allocates 32 B an operation instead of 24 B", lines);
        Assert.Contains(lines, line => line.Contains("+10.0 %25", StringComparison.Ordinal));
        Assert.Equal("before\ncomment", File.ReadAllText(summary));
    }

    [Fact]
    public void Write_OutsideOfGithubActions_SaysNothing()
    {
        using StringWriter output = new();

        GithubActions.Write(GateAnnotations.Of(SampleReport.Whole()), "comment", output, isThere: false, summaryFile: "absent/summary.md");

        Assert.Empty(output.ToString());
    }

    private static void Holds(string fileName, string text)
    {
        using Stream? file = typeof(GateReportTests).Assembly.GetManifestResourceStream($"approved/{fileName}");
        if (file is null) Assert.Fail($"There is no approved/{fileName} for this text:\n{text}");

        using StreamReader reader = new(file, Encoding.UTF8);
        string approved = reader.ReadToEnd().ReplaceLineEndings("\n");
        if (approved != text) Assert.Fail($"approved/{fileName} differs from this text:\n{text}");
    }
}
