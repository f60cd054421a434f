using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Tests.Scenarios.Traces;

public sealed class TraceReaderTests
{
    private const string Lengths = "it must be a whole number of tokens, 1 to 10,000,000.";

    [Fact]
    public void Read_AsMooncakePublishes_IsEachRequestFromTheFirst()
    {
        const string Trace = """
            {"timestamp": 27000, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47, 2354]}
            {"timestamp": 27000, "input_length": 1, "output_length": 1}

            {"timestamp": 30012.5, "input_length": 10000000, "output_length": 526, "hash_ids": [], "session": "other publishers say more"}
            """;

        (IReadOnlyList<TraceRequest> requests, IReadOnlyList<ScenarioProblem> problems) = Read(Trace);

        Assert.Empty(problems);
        Assert.Equal([0, 0, 3_012.5], requests.Select(request => request.At.TotalMilliseconds));
        Assert.Equal([(6_955, 52), (1, 1), (10_000_000, 526)], requests.Select(request => (request.InputTokens, request.OutputTokens)));
        Assert.Equal([46, 47, 2_354], requests[0].Blocks);
        Assert.Empty(requests[1].Blocks);
    }

    [Fact]
    public void Read_ByteOrderMarkAndCarriageReturns_AreNoMistake()
    {
        byte[] trace = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("{\"timestamp\":0,\"input_length\":1,\"output_length\":1}\r\n\r\n")];

        (IReadOnlyList<TraceRequest> requests, IReadOnlyList<ScenarioProblem> problems) = TraceReader.Read(trace, "t.jsonl");

        Assert.Empty(problems);
        Assert.Single(requests);
    }

    [Theory]
    [InlineData("{\"input_length\": 1, \"output_length\": 1}", "timestamp is missing; it must be a number of milliseconds, 0 or more.")]
    [InlineData("{\"timestamp\": -1, \"input_length\": 1, \"output_length\": 1}", "timestamp is -1; it must be a number of milliseconds, 0 or more.")]
    [InlineData("{\"timestamp\": 1e400, \"input_length\": 1, \"output_length\": 1}", "timestamp is 1e400; it must be a number of milliseconds, 0 or more.")]
    [InlineData("{\"timestamp\": \"5\", \"input_length\": 1, \"output_length\": 1}", "timestamp is \"5\"; it must be a number of milliseconds, 0 or more.")]
    [InlineData("{\"timestamp\": 5, \"input_length\": 0, \"output_length\": 1}", "input_length is 0; " + Lengths)]
    [InlineData("{\"timestamp\": 5, \"input_length\": 10000001, \"output_length\": 1}", "input_length is 10000001; " + Lengths)]
    [InlineData("{\"timestamp\": 5, \"input_length\": 1.5, \"output_length\": 1}", "input_length is 1.5; " + Lengths)]
    [InlineData("{\"timestamp\": 5, \"input_length\": 1}", "output_length is missing; " + Lengths)]
    [InlineData("{\"timestamp\": 5, \"input_length\": 1, \"output_length\": null}", "output_length is null; " + Lengths)]
    [InlineData("{\"timestamp\": 5, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [1, \"2\"]}", "hash_ids is not a list of whole numbers; it must be one, or be left out.")]
    [InlineData("{\"timestamp\": 5, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": 7}", "hash_ids is not a list of whole numbers; it must be one, or be left out.")]
    [InlineData("[1]", "The line is no JSON object; one object a line is expected.")]
    [InlineData("{\"timestamp\": 5", "The line is no JSON object; one object a line is expected.")]
    [InlineData("{\"timestamp\": 5, \"input_length\": 1, \"output_length\": 1} {}", "The line is no JSON object; one object a line is expected.")]
    public void Read_BadLine_IsNamedByLineAndColumn(string line, string message)
    {
        const string Good = "{\"timestamp\": 5, \"input_length\": 1, \"output_length\": 1}";

        (_, IReadOnlyList<ScenarioProblem> problems) = Read($"{Good}\n  {line}\n{Good}");

        Assert.Equal([$"t.jsonl(2,3): {message}"], problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Read_SeveralBadLines_NamesEach()
    {
        (_, IReadOnlyList<ScenarioProblem> problems) = Read("""
            {"timestamp": 7, "input_length": 1, "output_length": 1}
            nonsense
            {"timestamp": 6, "input_length": 1, "output_length": 1}
            {"timestamp": 8, "input_length": 0, "output_length": 1}
            """);

        Assert.Equal([2, 3, 4], problems.Select(problem => problem.Line));
        Assert.Equal("timestamp is 6, before the 7 of the line above; sort the trace by time.", problems[1].Message);
    }

    [Fact]
    public void Read_MoreBadLinesThanAnybodyReads_NamesTheFirstAndCountsTheRest()
    {
        (_, IReadOnlyList<ScenarioProblem> problems) = Read(string.Join('\n', Enumerable.Repeat("x", 1_234)));

        Assert.Equal(101, problems.Count);
        Assert.Equal("1,134 more lines are wrong; mend these first.", problems[^1].Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    public void Read_NoLine_IsAProblem(string trace)
    {
        (_, IReadOnlyList<ScenarioProblem> problems) = Read(trace);

        Assert.Equal("t.jsonl(1,1): The trace has no line; at least one request is expected.", Assert.Single(problems).ToString());
    }

    private static (IReadOnlyList<TraceRequest> Requests, IReadOnlyList<ScenarioProblem> Problems) Read(string trace) =>
        TraceReader.Read(Encoding.UTF8.GetBytes(trace), "t.jsonl");
}
