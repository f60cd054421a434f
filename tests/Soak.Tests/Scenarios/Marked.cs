using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Scenarios;

/// <summary>JSON in which a ^ stands before each place where a problem is expected.</summary>
internal static class Marked
{
    /// <summary>A scenario that only lacks what the test puts in front of its end.</summary>
    public static string Scenario(string members) =>
        "{\n  \"name\": \"x\",\n  \"workload\": [ { \"name\": \"chat\" } ],\n  " + members + "\n}";

    public static string Group(string members) =>
        "{\n  \"name\": \"x\",\n  \"workload\": [ { \"name\": \"chat\",\n    " + members + " } ]\n}";

    public static ScenarioReading Read(string json) =>
        ScenarioReader.Read(Encoding.UTF8.GetBytes(json), "file.json", ThresholdParser.ProblemOf);

    /// <summary>Holds the problems against the marks, in order, and the messages against the texts.</summary>
    public static void AssertRefused(string marked, params string[] messages)
    {
        ScenarioReading reading = Read(marked.Replace("^", "", StringComparison.Ordinal));

        Assert.Null(reading.Scenario);
        Assert.Equal(
            Places(marked).Zip(messages, (place, message) => $"file.json({place.Line},{place.Column}): {message}"),
            reading.Problems.Select(problem => problem.ToString()));
    }

    private static IEnumerable<(int Line, int Column)> Places(string marked)
    {
        int line = 1;
        int column = 1;
        foreach (char character in marked)
        {
            if (character == '^')
            {
                yield return (line, column);
            }
            else
            {
                (line, column) = character == '\n' ? (line + 1, 1) : (line, column + 1);
            }
        }
    }
}
