using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Scenarios;

/// <summary>Several problems at once, and documents that break off.</summary>
public sealed class ScenarioProblemsTests
{
    [Fact]
    public void Read_ThreeMistakes_NamesAllInOneGo()
    {
        const string Json = """
            {
              // a comment with a { brace
              "name": ^"Bad Name",
              "load": { "stages": [ { "for": "30s", "rate": ^0 } ] },
              "workload": ^[],
            }
            """;

        Marked.AssertRefused(
            Json,
            "name is \"Bad Name\"; it names the result folder: at most 64 of a-z, 0-9 and -, no - first.",
            "load.stages[0].rate is 0; it must be above 0 requests a second.",
            "workload is empty; it must hold at least one group.");
    }

    [Fact]
    public void Read_BrokenWorkload_StillChecksThresholdsAgainstItsNames()
    {
        const string Json = """
            {
              "thresholds": [ "group(a).rate > 1", ^"group(b).rate > 1", ^"ttft.p99 < 800" ],
              "name": "x",
              "workload": [ { "name": "a", "weight": ^0 } ]
            }
            """;

        Marked.AssertRefused(
            Json,
            "thresholds[1] is \"group(b).rate > 1\"; there is no group \"b\" in the workload; did you mean a?",
            "thresholds[2] is \"ttft.p99 < 800\"; the limit \"800\" does not fit ttft.p99; a latency needs one of the units us, ms, s and m, such as 800ms.",
            "workload[0].weight is 0; it must be at least 1.");
    }

    [Fact]
    public void Read_SyntaxErrorAfterMistakes_NamesAll()
    {
        const string Json = """
            {
              "name": ^"Bad Name",
              "load": { "warmUp": ^"-1s",
                "stages": [ { "for": "1s", "rate": ^NaN } ] }
            }
            """;

        Marked.AssertRefused(
            Json,
            "name is \"Bad Name\"; it names the result folder: at most 64 of a-z, 0-9 and -, no - first.",
            "load.warmUp is \"-1s\"; it must not be below 0s.",
            "NaN is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.");
    }

    [Fact]
    public void Read_BrokenOff_DoesNotMissWhatMayHaveCome()
    {
        ScenarioReading reading = Marked.Read("{ \"thresholds\": [ \"group(later).rate > 1\" ], \"load\": { \"think\": \"1s\", \"stages\": [ { \"rate\": 0 ");

        ScenarioProblem problem = Assert.Single(reading.Problems);
        Assert.Equal("It ends here, and load.stages[0] is not closed; its } is missing.", problem.Message);
    }

    [Fact]
    public void Read_WideCharactersBefore_CountsUtf16Characters()
    {
        Marked.AssertRefused(
            "{ \"name\": \"x\", \"workload\": [ { \"name\": \"a\", \"system\": \"\u00fc\ud83d\ude00\", \"weight\": ^0 } ] }",
            "workload[0].weight is 0; it must be at least 1.");
    }

    [Fact]
    public void Read_WideCharactersBeforeASyntaxError_CountsUtf16Characters()
    {
        ScenarioReading reading = Marked.Read("{\n \"description\": \"\u00fc\ud83d\ude00\", ! }");

        Assert.Equal((2, 24), (reading.Problems[0].Line, reading.Problems[0].Column));
    }

    [Fact]
    public void Read_CarriageReturnLineFeed_CountsOneLine()
    {
        Marked.AssertRefused(
            "{\r\n \"name\": \"x\",\r\n \"workload\": ^[]\r\n}", "workload is empty; it must hold at least one group.");
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreNamedWhereTheyStand()
    {
        byte[] json = [.. "{ \"name\": \""u8, 0xFF, .. "\", \"workload\": [ { \"name\": \"\\ud800\" } ] }"u8];

        ScenarioReading reading = ScenarioReader.Read(json, "file.json", ThresholdParser.ProblemOf);

        Assert.Equal([(1, 11), (1, 40)], reading.Problems.Select(problem => (problem.Line, problem.Column)));
        Assert.All(reading.Problems, problem => Assert.Contains("not UTF-8", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("^", "There is no JSON in it; an object in { } is expected.")]
    [InlineData("   \n// nothing\n^", "There is no JSON in it; an object in { } is expected.")]
    [InlineData("{^", "It ends here, and the document is not closed; its } is missing.")]
    [InlineData("{ \"load\": { \"stages\": [ {}^", "It ends here, and load.stages is not closed; its ] is missing.")]
    [InlineData("{ \"load\":^", "It ends here, and the document is not closed; its } is missing.")]
    [InlineData("{ \"load\": { /* to be written^", "It ends here, and load is not closed; its } is missing.")]
    [InlineData("{} ^{}", "The document has ended before this; it is one object, and nothing follows it.")]
    [InlineData("^\"", "This text is not closed; a quote is missing at its end.")]
    [InlineData("{ \"name\": ^\"x,\n  \"load\": {} }", "This text is not closed; a quote is missing at its end.")]
    [InlineData("{ ^\"name: 1,\n  \"load\": {} }", "This text is not closed; a quote is missing at its end.")]
    [InlineData("{ \"name\": ^\"x\ty\" }", "This text holds a control character; a tab is written \\t.")]
    [InlineData("{ \"name\": ^\"C:\\path\" }", "In this text a \\ stands before what it does not go with; a \\ itself is written \\\\.")]
    [InlineData("{ \"name\": ^\"\\u12g4\" }", "In this text a \\ stands before what it does not go with; a \\ itself is written \\\\.")]
    [InlineData("{ \"name\": \"x\" // the comma is in the comment,\n  ^\"load\": {} }", "A comma is missing before this.")]
    [InlineData("{ \"thresholds\": [ \"a\" ^\"b\" ] }", "A comma is missing before this.")]
    [InlineData("{ \"load\": {} ^[] }", "A comma is missing before this.")]
    [InlineData("{ \"name\": \"x\", ^\"load\" {} }", "A colon is missing behind this name.")]
    [InlineData("{ ^\"name\" }", "A colon is missing behind this name.")]
    [InlineData("{ ^name: \"x\" }", "A member's name in double quotes is expected here.")]
    [InlineData("{ \"name\": \"x\", /* then */ ^'load': {} }", "A member's name in double quotes is expected here.")]
    [InlineData("{ \"name\": \"x\",^, }", "This comma is one too many.")]
    [InlineData("{ ^, \"name\": \"x\" }", "This comma is one too many.")]
    [InlineData("{ \"thresholds\": [ ^, ] }", "A value is missing before this comma.")]
    [InlineData("{ \"thresholds\": [ \"a\", ^, ] }", "A value is missing before this comma.")]
    [InlineData("{ \"name\": ^, }", "A value is missing before this comma.")]
    [InlineData("{ \"name\": ^}", "A value is missing before this.")]
    [InlineData("{ \"thresholds\": [ \"a\" ^} }", "thresholds is a list, and its end is ].")]
    [InlineData("{ \"load\": { ^] }", "load is an object, and its end is }.")]
    [InlineData("{ \"name\": ^'x' }", "'x' is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.")]
    [InlineData("{ \"name\": ^x }", "x is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.")]
    [InlineData("{ \"stream\": ^True }", "True is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.")]
    [InlineData("{ \"rate\": ^5x }", "5x is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.")]
    [InlineData("{ \"rate\": ^.5, }", ".5 is no value of JSON; a text stands in double quotes, and without them only numbers, true, false and null.")]
    public void Read_WhatIsNoJson_IsSaidInWordsAtItsPlace(string marked, string message)
    {
        ScenarioReading reading = Marked.Read(marked.Replace("^", "", StringComparison.Ordinal));

        string before = marked[..marked.IndexOf('^', StringComparison.Ordinal)];
        (int Line, int Column) place = (before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
        Assert.Null(reading.Scenario);
        Assert.Contains(reading.Problems, problem => problem.Message == message && (problem.Line, problem.Column) == place);
    }

    [Fact]
    public void Read_DeepNesting_IsRefusedNotThrown()
    {
        ScenarioReading reading = Marked.Read("{ \"load\": " + new string('[', 100_000));

        Assert.Contains(reading.Problems, problem => problem.Message == "It is nested too deep here; 64 levels are the most.");
    }

    [Fact]
    public void Read_OneLongLine_IsCountedOnce()
    {
        string json = $"{{ \"name\": \"x\", \"thresholds\": [ {string.Concat(Enumerable.Repeat("1, ", 50_000))}], \"workload\": [] }}";

        IReadOnlyList<ScenarioProblem> problems = Marked.Read(json).Problems;

        Assert.Equal(50_001, problems.Count);
        Assert.Equal(json.LastIndexOf("[]", StringComparison.Ordinal) + 1, problems[^1].Column);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_MutatedScenario_NeverThrowsAndNeverHalfReads(int seed)
    {
        Random random = new(seed);
        byte[] original = Encoding.UTF8.GetBytes(WholeExample.Json);
        for (int round = 0; round < 1_500; round++)
        {
            byte[] json = Mutated(original, random);

            Exception? thrown = Record.Exception(() => CheckReading(json));

            Assert.True(thrown is null, $"seed {seed}, round {round}: {thrown}\n{Encoding.UTF8.GetString(json)}");
        }
    }

    private static void CheckReading(byte[] json)
    {
        ScenarioReading reading = ScenarioReader.Read(json, "file.json", ThresholdParser.ProblemOf);
        Assert.Equal(reading.Scenario is null, reading.Problems.Count > 0);
        Assert.All(reading.Problems, problem => Assert.True(problem is { Line: > 0, Column: > 0 }));
        if (reading.Scenario is { } scenario)
        {
            Assert.Empty(ScenarioReader.Read(ScenarioWriter.Write(scenario), "again", ThresholdParser.ProblemOf).Problems);
        }
    }

    /// <summary>One to three bytes changed, taken out, or a stretch repeated elsewhere.</summary>
    private static byte[] Mutated(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = "\"{}[],:-019ens"u8[random.Next(14)];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
