using System.Text;
using System.Text.Json;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Documents;

namespace HotPath.Soak.Scenarios.Traces;

/// <summary>
/// Reads a trace as Mooncake publishes them: a JSON object a line, with <c>timestamp</c> in milliseconds, <c>input_length</c>,
/// <c>output_length</c> and perhaps <c>hash_ids</c>; other members are passed over. Names every bad line.
/// </summary>
internal static class TraceReader
{
    /// <summary>The longest prompt or answer, in tokens.</summary>
    public const int MostTokens = 10_000_000;

    /// <summary>What is beyond would only hide what the first lines say.</summary>
    private const int MostProblems = 100;

    private static readonly double LatestMilliseconds = DurationText.Longest.TotalMilliseconds;

    /// <param name="source">What problems call it.</param>
    public static (IReadOnlyList<TraceRequest> Requests, IReadOnlyList<ScenarioProblem> Problems) Read(ReadOnlySpan<byte> jsonLines, string source)
    {
        if (jsonLines.StartsWith(Encoding.UTF8.Preamble)) jsonLines = jsonLines[Encoding.UTF8.Preamble.Length..];

        List<TraceRequest> requests = [];
        List<ScenarioProblem> problems = [];
        double? firstAt = null;
        double lastAt = 0;
        int line = 0;
        foreach (Range range in jsonLines.Split((byte)'\n'))
        {
            line++;
            ReadOnlySpan<byte> text = jsonLines[range].Trim(" \t\r"u8);
            if (text.IsEmpty) continue;

            int column = jsonLines[range].IndexOf(text[0]) + 1;
            if (!TryReadLine(text, out TraceLine read, out string? problem))
            {
                problems.Add(new ScenarioProblem(source, line, column, problem));
            }
            else if (read.Timestamp < lastAt)
            {
                problems.Add(new ScenarioProblem(source, line, column,
                    FormattableString.Invariant($"timestamp is {read.Timestamp}, before the {lastAt} of the line above; sort the trace by time.")));
            }
            else
            {
                firstAt ??= read.Timestamp;
                lastAt = read.Timestamp;
                requests.Add(new TraceRequest(TimeSpan.FromMilliseconds(lastAt - firstAt.Value), read.InputTokens, read.OutputTokens, read.Blocks));
            }
        }

        if (requests.Count == 0 && problems.Count == 0)
        {
            problems.Add(new ScenarioProblem(source, 1, 1, "The trace has no line; at least one request is expected."));
        }

        if (problems.Count > MostProblems)
        {
            int more = problems.Count - MostProblems;
            problems.RemoveRange(MostProblems, more);
            problems.Add(new ScenarioProblem(source, line, 1, $"{more:N0} more lines are wrong; mend these first."));
        }

        return (requests, problems);
    }

    private static bool TryReadLine(ReadOnlySpan<byte> text, out TraceLine line, out string problem)
    {
        line = default;
        Utf8JsonReader reader = new(text);
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object || reader.Read())
            {
                problem = "The line is no JSON object; one object a line is expected.";
                return false;
            }

            return TryReadMembers(document.RootElement, out line, out problem);
        }
        catch (JsonException)
        {
            problem = "The line is no JSON object; one object a line is expected.";
            return false;
        }
    }

    private static bool TryReadMembers(JsonElement line, out TraceLine read, out string problem)
    {
        read = default;
        problem = ProblemOf(line, "timestamp", "a number of milliseconds, 0 or more", value => value.TryGetDouble(out double at) && at >= 0 && at <= LatestMilliseconds)
            ?? ProblemOf(line, "input_length", $"a whole number of tokens, 1 to {MostTokens:N0}", IsLength)
            ?? ProblemOf(line, "output_length", $"a whole number of tokens, 1 to {MostTokens:N0}", IsLength)
            ?? "";
        if (problem.Length > 0) return false;

        if (!TryReadBlocks(line, out long[] blocks))
        {
            problem = "hash_ids is not a list of whole numbers; it must be one, or be left out.";
            return false;
        }

        read = new TraceLine(
            line.GetProperty("timestamp").GetDouble(), line.GetProperty("input_length").GetInt32(), line.GetProperty("output_length").GetInt32(), blocks);
        return true;
    }

    private static bool IsLength(JsonElement value) => value.TryGetInt32(out int tokens) && tokens is >= 1 and <= MostTokens;

    private static string? ProblemOf(JsonElement line, string member, string expectation, Func<JsonElement, bool> isRight)
    {
        if (!line.TryGetProperty(member, out JsonElement value)) return $"{member} is missing; it must be {expectation}.";

        return value.ValueKind == JsonValueKind.Number && isRight(value) ? null : $"{member} is {Quoted.Bare(value.GetRawText())}; it must be {expectation}.";
    }

    private static bool TryReadBlocks(JsonElement line, out long[] blocks)
    {
        blocks = [];
        if (!line.TryGetProperty("hash_ids", out JsonElement list)) return true;
        if (list.ValueKind != JsonValueKind.Array) return false;

        blocks = new long[list.GetArrayLength()];
        int place = 0;
        foreach (JsonElement block in list.EnumerateArray())
        {
            if (block.ValueKind != JsonValueKind.Number || !block.TryGetInt64(out blocks[place++])) return false;
        }

        return true;
    }

    private readonly record struct TraceLine(double Timestamp, int InputTokens, int OutputTokens, long[] Blocks);
}
